from django.urls import path

from reviews.views import reading, writing

app_name = "reviews"

urlpatterns = [
    path("reviews/", writing.list_mine, name="mine"),
    path("meetings/<int:pk>/my-review/", writing.write_review, name="write"),
    path("meetings/<int:pk>/my-review/begin/", writing.begin_from, name="begin_from"),
    path("reviews/<int:pk>/take-back/", writing.take_back_review, name="take_back"),
    path("meetings/<int:pk>/reviews/", reading.list_of_meeting, name="list"),
    path("reviews/<int:pk>/", reading.show_review, name="review"),
    path("reviews/<int:pk>/read/", reading.mark_read, name="read"),
    path("reviews/<int:pk>/remark/", reading.leave_remark, name="remark"),
    path("review-remarks/<int:pk>/withdraw/", reading.withdraw_remark, name="withdraw_remark"),
]
