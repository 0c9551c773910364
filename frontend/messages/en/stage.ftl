# In the call: who is there and what they send.
stage-audio-of = Sound: { $name }
stage-audio-only = Audio only
stage-bar = Call controls
stage-bitrate = Bitrate
stage-call = Call in { $room }
stage-cipher = Encryption
stage-codec = Codec
stage-count = { $count ->
    [one] { $count } participant online
   *[other] { $count } participants online
}
stage-data-saver = Data saver
stage-details = Connection details
stage-details-close = Close connection details
stage-device-now-off = { $device ->
    [camera] Camera off
   *[microphone] Microphone off
}
stage-device-now-on = { $device ->
    [camera] Camera on
   *[microphone] Microphone on
}
stage-float = Picture in picture
stage-frame-rate = Frames per second
stage-full-screen = Full screen
stage-joined = { $name } joined
stage-kilobits = { $kilobits } kbit/s
stage-layer = Layer
stage-leave = Leave call
stage-loss = Loss
stage-me = Me
stage-me-named = Me ({ $name })
stage-microphone-off = Microphone off
stage-milliseconds = { $milliseconds } ms
stage-more = More options
stage-network-broken = Connection: broken
stage-network-fair = Connection: fair
stage-network-good = Connection: good
stage-network-poor = Connection: poor
stage-own-screen = Your screen
stage-page = { $page } of { $pages }
stage-page-next = Next page
stage-page-previous = Previous page
stage-pages = Pages of participants
stage-participants = Participants
stage-percent = { $percent } %
stage-pin = Pin { $name }
stage-quality = Quality
stage-received = Received
stage-round-trip = Round trip
stage-screen-of = Screen of { $name }
stage-sent = Sent
stage-share = Share your screen
stage-share-blocked = The system keeps the browser from recording the screen: allow it in the system’s privacy settings.
stage-share-failed = Your screen could not be shared: try again, or share a window instead.
stage-share-stop = Stop sharing
stage-sharing = You are sharing your screen
stage-size = Resolution
stage-speaker-view = Speaker view
stage-stream = Stream
stage-video-of = Picture: { $name }
stage-view = Layout
stage-view-auto = Automatic
stage-view-grid = Grid
stage-way = Path
stage-went = { $name } left
stage-zoom-in = Zoom in
stage-zoom-out = Zoom out
