# Chat, hands, reactions, recording and sounds.
talk-camera-off = Camera off
talk-camera-on = Camera on
talk-chat = Chat
talk-chat-empty = Nothing has been written yet. Everybody in the call reads what you write here.
talk-chat-messages = Messages
talk-chat-new = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
talk-chat-save = Save the chat as text
talk-chat-send = Send
talk-chat-told = Written before you joined, passed on by { $name }
talk-chat-too-long = A message has at most { $limit } characters: send it in two.
talk-chat-unread = { $count ->
    [0] Chat
    [one] Chat, { $count } unread message
   *[other] Chat, { $count } unread messages
}
talk-chat-write = Write to everybody
talk-file-cancel = Cancel
talk-file-cancel-named = Cancel { $name }
talk-file-canceled = Canceled
talk-file-choose = Send files of up to { $limit } MB each
talk-file-dropped = No longer kept: newer files took its place.
talk-file-empty = { $name } is empty.
talk-file-failed = Did not arrive whole: ask for it again.
talk-file-offered = { $name } sends a file
talk-file-receiving = Receiving { $name }
talk-file-save = Save
talk-file-save-named = Save { $name }
talk-file-sending = Sending { $name }
talk-file-size = { $count } kB
talk-file-too-large = { $name } is larger than { $limit } MB: send a link to it instead.
talk-file-unreadable = { $name } could not be read: choose it again.
talk-hand-lower = Lower hand
talk-hand-lowered = Your hand is down: you have spoken.
talk-hand-raise = Raise hand
talk-hand-raised = { $name } raised a hand
talk-hand-up = Hand raised, number { $place } in the order
talk-hands = Raised hands
talk-invite = Your meeting is ready
talk-invite-advice = Send this address to those you want in it:
talk-invite-code = The address as a QR code
talk-link-copied = Link copied
talk-link-copy = Copy link
talk-link-not-copied = The browser did not copy the link: select it in the address bar.
talk-microphone-absent = No microphone
talk-microphone-muted = Muted
talk-microphone-on = Microphone on
talk-more = Meeting
talk-people = People
talk-people-count = People ({ $count })
talk-people-here = In the call
talk-person-own = { $name } (you)
talk-person-records = Recording
talk-person-shares = Sharing the screen
talk-reaction-applause = Applause
talk-reaction-celebration = Celebration
talk-reaction-heart = Heart
talk-reaction-laughter = Laughter
talk-reaction-surprise = Surprise
talk-reaction-thumbs-up = Thumbs up
talk-reactions = Reactions
talk-reactions-show = Show reactions
talk-reconnecting = Reconnecting
talk-record = Record the call
talk-recorded-by = { $name } is recording this call.
talk-recorded-by-several = { $count ->
    [one] { $count } person is recording this call.
   *[other] { $count } people are recording this call.
}
talk-recording-ended = { $name } no longer records this call.
talk-recording-failed = This browser could not start the recording: try a current Chrome, Edge or Firefox.
talk-recording-own = You are recording this call, and everybody is told.
talk-recording-stop = Stop recording
talk-sounds = Sounds for who comes and goes
talk-timer = Duration of the call
talk-wrote = { $name }: { $text }
talk-you = You
