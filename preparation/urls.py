from django.urls import path

from preparation.views import pack, proposing

app_name = "preparation"

urlpatterns = [
    path("meetings/<int:pk>/pack/", pack.show_pack, name="pack"),
    path("meetings/<int:pk>/pack.pdf", pack.download_pack, name="pack_pdf"),
    path("meetings/<int:pk>/agenda/propose/", proposing.propose_agenda_of, name="propose"),
    path("meetings/<int:pk>/agenda/make/", proposing.make_agenda, name="make"),
    path("leftovers/<int:pk>/drop/", proposing.drop_leftover, name="drop_leftover"),
]
