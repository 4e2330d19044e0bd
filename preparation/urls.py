from django.urls import path

from preparation.views import pack

app_name = "preparation"

urlpatterns = [
    path("meetings/<int:pk>/pack/", pack.show_pack, name="pack"),
    path("meetings/<int:pk>/pack.pdf", pack.download_pack, name="pack_pdf"),
]
