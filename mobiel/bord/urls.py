"""Addresses of the planner's board, all under bezoeken/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from mobiel.bord import blad, dag, herplan, verplaats, week

app_name = "bezoeken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", dag.dag, name="dag"),
    path("week/", week.week, name="week"),
    path("verplaats/<int:pk>/", verplaats.verplaats, name="verplaats"),
    path("ongedaan/", verplaats.terug, name="ongedaan"),
    path("volgorde/", herplan.verbeter, name="verbeter"),
    path("verdeel/<int:middel>/", herplan.ziek, name="ziek"),
    path("akkoord/", herplan.akkoord, name="akkoord"),
    path("dagblad/<int:middel>/", blad.blad, name="blad"),
    path("dagblad/<int:middel>/pdf/", blad.pdf, name="blad_pdf"),
]
