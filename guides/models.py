"""The tables of what everyone may read. Publishing writes them, nobody else; the shelf reads them, nobody else."""

from django.db import models

from guides.languages import ENGLISH


class Edition(models.Model):
    """What is published now: one row. `content` is the hash of the files, `build` the program that published them.
    `papers` is another mark after every paper that comes or goes, so that pages which offer papers are made anew.
    """

    content = models.CharField(max_length=64)
    build = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    papers = models.CharField(max_length=16, default="")

    @property
    def name(self) -> str:
        """What it is called; another name after every publish."""
        return f"{self.content}-{self.build}"


class Paper(models.Model):
    """A paper for everyone, drawn once (guides.papers). `edition` is the name of the edition whose words stand on it,
    `made_of` the hash of all that it was drawn from: an edition that leaves it the same takes it over.
    """

    language = models.CharField(max_length=20, default=ENGLISH)
    kind = models.CharField(max_length=20)
    slug = models.SlugField(blank=True)
    size = models.CharField(max_length=20)
    edition = models.CharField(max_length=100)
    made_of = models.CharField(max_length=64)
    pdf = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "kind", "slug", "size"], name="one_paper_per_size"),
        ]


class Worded(models.Model):
    """Words. `words_in` is their language, `stale` says that the English has changed since (guides.languages)."""

    words_in = models.CharField(max_length=20, default=ENGLISH)
    stale = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Shelved(Worded):
    """Something that stands once for each language. `language` is the one whose pages it is for."""

    language = models.CharField(max_length=20, default=ENGLISH)

    class Meta:
        abstract = True


class Source(Shelved):
    """An article, in our words."""

    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    letter = models.CharField(max_length=2)
    author = models.TextField()
    title = models.TextField()
    year = models.PositiveSmallIntegerField(null=True)
    published = models.TextField()
    licence = models.TextField()
    link = models.TextField()
    intro = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_source_per_language")]


class Idea(models.Model):
    """One thing a source says."""

    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="ideas")
    name = models.CharField(max_length=10)
    text = models.TextField()
    left_out = models.CharField(max_length=20)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="one_idea_per_name")]


class Tool(Shelved):
    """A worksheet. `questions` and the lists are JSON in the shape of guides.tools."""

    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.TextField()
    intro = models.TextField()
    ideas = models.JSONField()
    closed_in = models.JSONField()
    closed_text = models.TextField()
    questions = models.JSONField()
    again = models.BooleanField(default=False)
    quiet = models.BooleanField(default=False)
    dying = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_tool_per_language")]


class Guide(Shelved):
    """A module of steps."""

    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.TextField()
    line = models.TextField()
    rule = models.BooleanField()
    intro = models.TextField()
    scenes = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_guide_per_language")]


class Step(Worded):
    """One page of a guide. `sections` is a JSON list of pairs, heading and words."""

    position = models.PositiveSmallIntegerField()
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="steps")
    slug = models.SlugField()
    title = models.TextField()
    checked = models.DateField()
    reaches_partner = models.BooleanField()
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, null=True)
    advice = models.TextField()
    sections = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guide", "slug"], name="one_step_per_address")]


class Citation(models.Model):
    """A step uses an idea."""

    position = models.PositiveSmallIntegerField()
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="citations")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE)


class Country(Shelved):
    """A country with its emergency number."""

    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=3)
    name = models.TextField()
    emergency = models.TextField()
    emergency_note = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "code"], name="one_country_per_language")]


class Helpline(Worded):
    """Somebody to call in a country."""

    position = models.PositiveSmallIntegerField()
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)
    name = models.TextField()
    call = models.TextField()
    text = models.TextField()
    web = models.TextField()
    whom = models.TextField()
    anyone = models.BooleanField(default=False)
    hours = models.TextField()
    bill = models.TextField()
    source = models.TextField()
    read_on = models.DateField()
    dialled_on = models.DateField(null=True)


class Page(Shelved):
    """A page that stands alone, or the gate and its answers (`gate` is true)."""

    position = models.PositiveSmallIntegerField()
    gate = models.BooleanField()
    name = models.SlugField()
    title = models.TextField()
    words = models.TextField()
    line = models.TextField()
    address = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "name"], name="one_page_per_language")]


class Question(Shelved):
    """Something people ask, and where the answer stands."""

    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.TextField()
    also = models.JSONField()
    ideas = models.JSONField()
    leads = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_question_per_language")]


class Evidence(Shelved):
    """A study that touches ideas of the articles."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=10)
    study = models.TextField()
    link = models.TextField()
    weight = models.TextField()
    found = models.TextField()
    not_shown = models.TextField()
    ideas = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "name"], name="one_evidence_per_language")]


class Situation(Shelved):
    """What may be so for a reader, in words."""

    position = models.PositiveSmallIntegerField()
    name = models.SlugField()
    label = models.TextField()
    mine = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "name"], name="one_situation_per_language")]


class Moved(models.Model):
    """An old address, and where its page stands now."""

    position = models.PositiveSmallIntegerField()
    old = models.TextField()
    new = models.TextField()
