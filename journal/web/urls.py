"""Everything below /n/. The addresses say nothing to whoever reads a history."""

from django.urls import path

from journal.web import urls_nights, urls_pages, urls_papers, views_accounts, views_mine

urlpatterns = [
    path("unlock/", views_accounts.unlock, name="unlock"),
    path("lock/", views_accounts.lock, name="lock"),
    path("new/", views_accounts.sign_up, name="new"),
    path("back/", views_accounts.recover, name="recover"),
    path("gone/", views_accounts.gone, name="gone"),
    path("kit/", views_mine.kit, name="kit"),
    path("mine/", views_mine.mine, name="mine"),
    path("mine/devices/", views_mine.end_others, name="end-others"),
    path("mine/passphrase/", views_mine.passphrase, name="passphrase"),
    path("mine/everything/", views_mine.everything, name="everything"),
    *urls_nights.urlpatterns,
    *urls_papers.urlpatterns,
    *urls_pages.urlpatterns,
]
