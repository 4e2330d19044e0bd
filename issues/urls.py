from django.urls import path

from issues.views import choosing, hot_seats, notes, parking_lot

app_name = "issues"

urlpatterns = [
    path("groups/<str:key>/issues/", parking_lot.list_issues, name="list"),
    path("groups/<str:key>/issues/new/", parking_lot.offer_issue, name="offer"),
    path("issues/<int:pk>/", parking_lot.show_issue, name="issue"),
    path("issues/<int:pk>/change/", parking_lot.change_issue, name="change"),
    path("issues/<int:pk>/offer-again/", parking_lot.offer_issue_again, name="offer_again"),
    path("issues/<int:pk>/withdraw/", parking_lot.withdraw_issue, name="withdraw"),
    path("issues/<int:pk>/put-back/", parking_lot.put_back_issue, name="put_back"),
    path("issues/<int:pk>/worked/", parking_lot.work_issue, name="worked"),
    path("issues/<int:pk>/carry-over/", parking_lot.carry_over_issue, name="carry_over"),
    path("meetings/<int:pk>/hot-seats/", choosing.show_hot_seats, name="hot_seats"),
    path("meetings/<int:pk>/hot-seats/choose/", choosing.choose_hot_seats, name="choose"),
    path("meetings/<int:pk>/hot-seats/dots/<int:issue_pk>/", choosing.place_dots, name="dots"),
    path("hot-seats/<int:pk>/", hot_seats.show_hot_seat, name="hot_seat"),
    path("hot-seats/<int:pk>/prepare/", hot_seats.prepare_hot_seat, name="prepare"),
    path("hot-seats/<int:pk>/give-up/", hot_seats.give_up_hot_seat, name="give_up"),
    path("hot-seats/<int:pk>/step-in/", hot_seats.step_in, name="step_in"),
    path("hot-seats/<int:pk>/take-off/", hot_seats.take_off_hot_seat, name="take_off"),
    path("hot-seats/<int:pk>/notes/", notes.add_note, name="add_note"),
    path("hot-seat-notes/<int:pk>/release/", notes.release_note, name="release_note"),
    path("hot-seat-notes/<int:pk>/remove/", notes.remove_note, name="remove_note"),
]
