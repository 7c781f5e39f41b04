"""An invented person, for looking around: nobody's nights, nobody's words."""

import random
from datetime import date, timedelta
from typing import Any

from journal.pure import night

STAND_BY = (
    "I did not call.",
    "I went to work and stayed until five.",
    "I ate a warm meal.",
    "I let the message wait until morning.",
    "I told my sister how it is.",
    "I slept in my bed, not on the sofa.",
    "I answered about the school trip in one line.",
    "I said no to a second drink.",
    "I walked home the long way.",
    "I was kind on the phone and hung up first.",
    "I put the phone in the kitchen.",
    "I cooked for the children and we laughed once.",
    "I paid the electricity bill.",
    "I did not look at their page.",
)
TOMORROW = (
    "Walk before work, round the park",
    "Ring the doctor at nine",
    "Lunch with Sam on the bench",
    "Phone in the kitchen by ten",
    "Wash the sheets",
    "Swim at seven, the small pool",
    "Call the counselor's number again",
    "Soup at one, also if I do not feel like it",
    "Read one step on the bus",
)
COUNSELOR = (
    "Am I still pushing in ways I cannot see?",
    "How do I answer on Sunday without begging?",
    "Why do I wake at three?",
    "Is it wrong that I still hope?",
    "What do I tell the children?",
)
MORE = (
    "Got up at seven. Bus at eight. Two meetings. Bought bread and apples. Home at six. Washed up. Sat on the stairs. "
    "Rang my sister and let her talk.",
    "To a friend I would say: you have had four bad nights, and you still went to work. Eat something. Go to bed.",
    "Worries for tomorrow at five: the rent, the letter from the school, what my mother will say at Easter.",
    "I wanted to write the long letter again. I wrote it here in my head and then I went round the block twice.",
)
TOOLS: dict[str, dict[str, Any]] = {
    "three-things": {
        "first": "I text before work to ask how they slept.",
        "second": "I ask my sister what they said.",
        "third": "I drive home by their street.",
        "leave_out": "third",
        "instead": "Shoes on, twice round the block.",
        "who": "Sam",
    },
    "my-days": {
        "sleep": "Up at seven. Phone in the kitchen.",
        "food": "Something at eight, at one and at seven.",
        "moving": "Twenty minutes by the river.",
        "people": "Thursday supper with my sister.",
        "work": "In by nine.",
        "bad_day": "Up at seven.",
    },
    "my-limit": {"used_message": "several", "limit_message": "four"},
    "ten-minutes": {
        "hands": "Shoes on, twice round the block.",
        "who": "Sam, any time before eleven. My sister, always.",
        "counselor": "They have not answered yet. So you wait.",
        "phone": "On the shelf in the hall.",
    },
    "before-booking": {
        "who": "Practice on Mill Road",
        "when": "Tuesday at half past twelve",
        "said": "A free hour in two weeks. They take people on their own first.",
        "next": "Take the hour. Ask about a lower price.",
    },
}
PLAN = {
    "slow_do": "No calls. One message a week at most.",
    "slow_going": "31 in the first five days, 17 since.",
    "self_do": "Walk before work. Phone in the kitchen at night.",
    "self_going": "Walk 4 of 5 days. Phone 3 of 5 nights.",
    "help_do": "This hour. Doctor on Friday. My sister knows.",
    "help_going": "Booked. I talk to my sister most days.",
    "measured_do": "Ask how long. Offer half, less, or nothing. End on time.",
    "measured_going": "They ask for an hour on Sunday about the flat.",
    "night_do": "Ten minutes. Write it, do not send it. Ring my sister.",
    "night_going": "Worked three times of four.",
}
SHEET = {
    "why": "My partner of 15 years moved out and says it is over. I want us to try. I want help to stop making it "
    "worse, and to think straight.",
    "said_1": "Nine weeks ago: they said they wanted to live apart. Two weeks later they moved out.",
    "said_2": "Two children, 12 and 8. With me; with my partner on Wednesdays and every other weekend.",
    "said_3": "They asked for space, not for no contact. We write about the children.",
    "said_4": "I asked once for a joint session. Not now, they said.",
    "question_1": "Am I still pushing in ways I cannot see?",
    "question_2": "How do I answer on Sunday without begging?",
    "question_3": "Do I raise discernment counseling, or wait?",
}


def nights(until: date, count: int) -> dict[date, dict[str, Any]]:
    """This many nights up to the day before `until`, easier towards the end, always the same for the same days."""
    dice = random.Random(60)
    kept: dict[date, dict[str, Any]] = {}
    asked = ""
    for back in range(count, 0, -1):
        ease = 1 - back / count
        answers = _taps(dice, ease) | {
            "stand_by": dice.choice(STAND_BY),
            "tomorrow": dice.choice(TOMORROW),
            "counselor": dice.choice(COUNSELOR) if dice.random() < 0.2 else "",
            "more": dice.choice(MORE) if dice.random() < 0.3 else "",
        }
        answers["yesterday"] = dice.choice(night.FACTS["yesterday"]) if asked else ""
        kept[until - timedelta(days=back)] = night.body(answers, asked=asked)
        asked = answers["tomorrow"]
    return kept


def _taps(dice: random.Random, ease: float) -> dict[str, str]:
    """One night's taps; the higher `ease` (0 to 1), the easier the day."""

    def towards_last(name: str) -> str:
        values = night.FACTS[name]
        return values[min(len(values) - 1, int((dice.random() * 0.6 + ease * 0.6) * len(values)))]

    def towards_first(name: str) -> str:
        values = night.FACTS[name]
        return values[max(0, int((1 - ease) * len(values) * dice.random()))]

    return {name: towards_last(name) for name in ("sleep", "food", "moved", "people")} | {
        "reached": towards_first("reached"),
        "waited": dice.choice(night.TIMES),
        "hard": str(min(10, max(2, round(9 - 4 * ease + dice.uniform(-2, 2))))),
    }
