//! Hints, priorities and limits of the profile, on a line without limits.

use super::*;

fn max_tracks(max_tracks: usize) -> Profile {
    Profile { max_tracks: Some(max_tracks), ..Profile::default() }
}

/// Which of `tracks` are on without an estimate.
fn on(profile: Profile, tracks: &[Track]) -> Vec<bool> {
    Subscriber::new(profile).layers(tracks, None, 0).iter().map(Option::is_some).collect()
}

#[test]
fn everything_is_sent_while_nothing_limits() {
    let mut subscriber = Subscriber::new(Profile::default());
    let decisions = subscriber.decide(&[Track::simulcast(1), Track::single(2, 900_000)], None, 0);
    assert_eq!(decisions[0].layer, Some(2));
    assert_eq!(decisions[1].layer, Some(0));
    assert!(decisions.iter().all(|decision| decision.silence.is_none()));
    assert_eq!(subscriber.allocator.desired_bitrate(), 3_400_000);
    assert_eq!(subscriber.allocator.poll_timeout(), None);
}

#[test]
fn a_track_that_is_not_rendered_is_off_and_not_desired() {
    let mut hidden = Track::simulcast(1);
    hidden.hint.enabled = Some(false);
    let mut small = Track::simulcast(2).rendered(320, 180);
    small.hint.enabled = Some(false);
    let decisions = Subscriber::new(Profile::default()).decide(&[hidden, small], None, 0);
    for decision in decisions {
        assert_eq!((decision.layer, decision.desired), (None, None));
        assert_eq!(decision.silence, Some(Silence::NotRendered));
    }
}

#[test]
fn a_track_comes_on_when_it_is_rendered_again() {
    let mut subscriber = Subscriber::new(Profile::default());
    let mut track = Track::simulcast(1);
    track.hint.enabled = Some(false);
    assert_eq!(subscriber.layers(&[track.clone()], Some(9_000_000), 0), [None]);
    assert_eq!(subscriber.layers(&[track.rendered(640, 360)], Some(9_000_000), 50), [Some(1)]);
}

#[test]
fn render_hints_choose_the_layer() {
    let mut subscriber = Subscriber::new(Profile::default());
    let mut layer_for = |width, height| {
        let decisions = subscriber.decide(&[Track::simulcast(1).rendered(width, height)], None, 0);
        assert_eq!(decisions[0].layer, decisions[0].desired);
        decisions[0].layer
    };
    assert_eq!(layer_for(320, 180), Some(0));
    assert_eq!(layer_for(1280, 720), Some(2));
    assert_eq!(layer_for(640, 360), Some(1));
}

#[test]
fn render_dimensions_of_the_profile_apply_by_priority_where_no_hint_does() {
    let dimensions = |width, height| Some(Dimensions { width, height });
    let profile = Profile {
        render_dimensions: RenderDimensions {
            high: dimensions(1280, 720),
            standard: dimensions(640, 360),
            low: dimensions(176, 99),
        },
        ..Profile::default()
    };
    let tracks = [
        Track::simulcast(1).priority(TrackPriority::High),
        Track::simulcast(2),
        Track::simulcast(3).priority(TrackPriority::Low),
        Track::simulcast(4).priority(TrackPriority::Low).rendered(1280, 720),
    ];
    let layers = Subscriber::new(profile).layers(&tracks, None, 0);
    assert_eq!(layers, [Some(2), Some(1), Some(0), Some(2)]);
}

#[test]
fn max_tracks_keeps_the_highest_priorities() {
    let tracks = [
        Track::simulcast(1).priority(TrackPriority::Low),
        Track::simulcast(2).priority(TrackPriority::High),
        Track::simulcast(3),
    ];
    assert_eq!(on(max_tracks(2), &tracks), [false, true, true]);
    assert_eq!(on(max_tracks(1), &tracks), [false, true, false]);
    assert_eq!(on(max_tracks(0), &tracks), [false; 3]);
    let decisions = Subscriber::new(max_tracks(1)).decide(&tracks, None, 0);
    assert_eq!((decisions[0].desired, decisions[0].silence), (None, Some(Silence::MaxTracks)));
}

#[test]
fn the_subscribers_priority_overrides_the_publishers() {
    let mut raised = Track::simulcast(1).priority(TrackPriority::Low);
    raised.subscriber_priority = Some(TrackPriority::High);
    let mut lowered = Track::simulcast(2).priority(TrackPriority::High).dominant();
    lowered.subscriber_priority = Some(TrackPriority::Low);
    assert_eq!(on(max_tracks(1), &[lowered, raised]), [false, true]);
}

#[test]
fn dominant_speaker_wins_unless_the_other_has_a_higher_priority() {
    const ALL: [TrackPriority; 3] = [TrackPriority::Low, TrackPriority::Standard, TrackPriority::High];
    for (raised_rank, raised) in ALL.into_iter().enumerate() {
        for (dominant_rank, dominant) in ALL.into_iter().enumerate() {
            for (passive_rank, passive) in ALL.into_iter().enumerate() {
                let tracks = [
                    Track::simulcast(1).priority(passive),
                    Track::simulcast(2).priority(dominant).dominant(),
                ];
                let dominant_wins = raised_rank.max(dominant_rank) >= passive_rank;
                let expected = [!dominant_wins, dominant_wins];
                let profile = Profile { dominant_speaker_priority: Some(raised), ..max_tracks(1) };
                assert_eq!(on(profile, &tracks), expected, "{raised:?} {dominant:?} {passive:?}");

                // The library's own tests do this with 400 bit/s.
                let profile = Profile { max_bitrate: Some(400), max_tracks: None, ..profile };
                assert_eq!(on(profile, &tracks), expected, "{raised:?} {dominant:?} {passive:?}");
            }
        }
    }
}

#[test]
fn the_latest_speakers_keep_their_place_when_nobody_speaks() {
    let mut subscriber = Subscriber::new(max_tracks(2));
    let cameras = [Track::simulcast(1), Track::simulcast(2), Track::simulcast(3), Track::simulcast(4)];
    let mut on_while_speaking = |speaker: Option<usize>, ms| {
        let mut tracks = cameras.clone();
        if let Some(speaker) = speaker {
            tracks[speaker].is_dominant = true;
        }
        let layers = subscriber.layers(&tracks, None, ms);
        layers.iter().enumerate().filter_map(|(index, layer)| layer.map(|_| index)).collect::<Vec<_>>()
    };
    assert_eq!(on_while_speaking(None, 0), [0, 1]);
    assert_eq!(on_while_speaking(Some(3), 1000), [0, 3]);
    assert_eq!(on_while_speaking(Some(2), 2000), [2, 3]);
    assert_eq!(on_while_speaking(None, 3000), [2, 3]);
    assert_eq!(on_while_speaking(Some(1), 4000), [1, 2]);
}

#[test]
fn a_later_subscription_does_not_push_out_an_earlier_one_of_the_same_rank() {
    let mut subscriber = Subscriber::new(max_tracks(1));
    assert_eq!(subscriber.layers(&[Track::simulcast(9)], None, 0), [Some(2)]);
    assert_eq!(subscriber.layers(&[Track::simulcast(1), Track::simulcast(9)], None, 10), [None, Some(2)]);
}

#[test]
fn hidden_tracks_do_not_count_for_max_tracks() {
    let mut hidden = Track::simulcast(1).priority(TrackPriority::High);
    hidden.hint.enabled = Some(false);
    assert_eq!(on(max_tracks(1), &[hidden, Track::simulcast(2)]), [false, true]);
}

#[test]
fn inactive_layers_are_desired_but_never_sent() {
    let mut subscriber = Subscriber::new(Profile::default());
    let track = Track::simulcast(1);
    for (active, layer) in [
        ([true, true, false], Some(1)),
        ([true, false, false], Some(0)),
        ([false, true, false], Some(1)),
        ([false, false, true], Some(2)),
        ([false, false, false], None),
    ] {
        let decisions = subscriber.decide(&[track.clone().active(&active)], Some(9_000_000), 0);
        assert_eq!((decisions[0].layer, decisions[0].desired), (layer, Some(2)), "{active:?}");
    }
}

#[test]
fn a_layer_above_the_desired_one_is_sent_when_it_is_the_only_active_one() {
    let track = Track::simulcast(1).rendered(320, 180).active(&[false, true, true]);
    let decisions = Subscriber::new(Profile::default()).decide(&[track], None, 0);
    assert_eq!((decisions[0].layer, decisions[0].desired), (Some(1), Some(0)));
}

#[test]
fn a_track_without_media_is_not_called_switched_off() {
    let tracks = [Track::simulcast(1).active(&[false; 3]), Track::new(2, Vec::new())];
    let decisions = Subscriber::new(Profile::default()).decide(&tracks, Some(9_000_000), 0);
    assert_eq!((decisions[0].silence, decisions[0].desired), (Some(Silence::NoMedia), Some(2)));
    assert_eq!((decisions[1].silence, decisions[1].desired), (Some(Silence::NoMedia), None));
}

#[test]
fn desired_bitrate_stays_within_the_profile() {
    let mut subscriber = Subscriber::new(Profile { max_bitrate: Some(1_000_000), ..Profile::default() });
    subscriber.decide(&[Track::simulcast(1), Track::simulcast(2).rendered(320, 180)], None, 0);
    assert_eq!(subscriber.allocator.desired_bitrate(), 1_000_000);
    subscriber.decide(&[Track::simulcast(2).rendered(320, 180)], None, 0);
    assert_eq!(subscriber.allocator.desired_bitrate(), 150_000);
}
