from django.urls import path

from gatherings.views import programme, registrations, sessions, taking_part, waves, year

app_name = "gatherings"

_WEEK = "gatherings/<str:key>"

urlpatterns = [
    path("year/", year.show_year, name="year"),
    path("year/copy/", year.copy_year, name="copy_year"),
    path("year/new-gathering/", year.start_gathering, name="start"),
    path(f"{_WEEK}/", year.show_gathering, name="gathering"),
    path(f"{_WEEK}/change/", year.change_gathering, name="change"),
    path(f"{_WEEK}/open/", year.open_registration, name="open"),
    path(f"{_WEEK}/cancel/", year.cancel_gathering, name="cancel"),
    path(f"{_WEEK}/restore/", year.restore_gathering, name="restore"),
    path(f"{_WEEK}/waves/", waves.arrange_waves, name="waves"),
    path(f"{_WEEK}/waves/<int:pk>/", waves.change_wave, name="change_wave"),
    path(f"{_WEEK}/waves/content-day/", waves.move_content_day, name="move_content_day"),
    path(f"{_WEEK}/waves/groups/", waves.place_groups, name="place_groups"),
    path(f"{_WEEK}/meetings/", waves.preview_meetings, name="meetings"),
    path(f"{_WEEK}/meetings/make/", waves.make_meetings, name="make_meetings"),
    path(f"{_WEEK}/meetings/move/", waves.move_meetings, name="move_meetings"),
    path(f"{_WEEK}/register/", registrations.register, name="register"),
    path(f"{_WEEK}/withdraw/", registrations.withdraw_registration, name="withdraw"),
    path(f"{_WEEK}/in-town/", registrations.list_in_town, name="in_town"),
    path(f"{_WEEK}/registrations/", registrations.list_registrations, name="registrations"),
    path(f"{_WEEK}/registrations.csv", registrations.download_registrations, name="download"),
    path(f"{_WEEK}/content-day/", programme.show_programme, name="programme"),
    path(f"{_WEEK}/content-day/arrange/", programme.arrange_programme, name="arrange"),
    path(f"{_WEEK}/content-day/rounds/", programme.lay_out_rounds, name="rounds"),
    path(f"{_WEEK}/content-day/tracks/", programme.lay_out_tracks, name="tracks"),
    path(f"{_WEEK}/content-day/set/", programme.set_programme, name="set_programme"),
    path(f"{_WEEK}/proposals/", programme.list_proposals, name="proposals"),
    path(f"{_WEEK}/proposals/new/", programme.propose_session, name="propose"),
    path("content-sessions/<int:pk>/", sessions.show_session, name="session"),
    path("content-sessions/<int:pk>/change/", sessions.change_session, name="change_session"),
    path("content-sessions/<int:pk>/withdraw/", sessions.withdraw_proposal, name="withdraw_proposal"),
    path("content-sessions/<int:pk>/vote/", sessions.vote, name="vote"),
    path("content-sessions/<int:pk>/plan/", sessions.plan_session, name="plan"),
    path("content-sessions/<int:pk>/cancel/", sessions.cancel_session, name="cancel_session"),
    path("content-sessions/<int:pk>/speakers/", sessions.add_speaker, name="add_speaker"),
    path("speakers/<int:pk>/remove/", sessions.remove_speaker, name="remove_speaker"),
    path("content-sessions/<int:pk>/sign-up/", taking_part.sign_up, name="sign_up"),
    path("content-sessions/<int:pk>/leave/", taking_part.leave_session, name="leave"),
    path("content-sessions/<int:pk>/check-in/", taking_part.check_in, name="check_in"),
    path("content-sessions/<int:pk>/rate/", taking_part.rate_session, name="rate"),
]
