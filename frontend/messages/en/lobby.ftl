# Before the call. $device is camera or microphone.
lobby-asking = Your browser asks for your camera and microphone so that the others can see and hear you. Nothing is sent before you join.
lobby-background = Background
lobby-background-blur = Blur
lobby-background-bookshelf = Bookshelf
lobby-background-dusk = Dusk
lobby-background-failed = This browser cannot change the background.
lobby-background-forest = Forest
lobby-background-loading = Loading the background…
lobby-background-none = None
lobby-background-shore = Shore
lobby-background-too-slow = The background was turned off: this computer is too slow for it.
lobby-camera = Camera
lobby-camera-settings = Camera settings
lobby-connecting = Connecting…
lobby-device-asking = Waiting for your { $device ->
    [camera] camera
   *[microphone] microphone
}
lobby-device-blocked-by-system = Your { $device ->
    [camera] camera
   *[microphone] microphone
} is blocked by the system: allow this browser to use it in the system's privacy settings.
lobby-device-denied = Your { $device ->
    [camera] camera
   *[microphone] microphone
} is blocked: allow it by the icon beside the address of this page, then try again.
lobby-device-failed = Your { $device ->
    [camera] camera
   *[microphone] microphone
} could not be started: try again, or restart the browser.
lobby-device-in-use = Your { $device ->
    [camera] camera
   *[microphone] microphone
} is already in use: close the other program or tab that uses it, then try again.
lobby-device-insecure = Your { $device ->
    [camera] camera
   *[microphone] microphone
} needs a secure connection: open this page by an https address, or by localhost on the server itself.
lobby-device-missing = No { $device ->
    [camera] camera
   *[microphone] microphone
} was found: plug one in, then try again.
lobby-device-numbered = { $name } { $number }
lobby-device-stopped = Your { $device ->
    [camera] camera
   *[microphone] microphone
} stopped: check that it is plugged in, then try again.
lobby-device-try = Try your { $device ->
    [camera] camera
   *[microphone] microphone
} again
lobby-device-turn-off = Turn your { $device ->
    [camera] camera
   *[microphone] microphone
} off
lobby-device-turn-on = Turn your { $device ->
    [camera] camera
   *[microphone] microphone
} on
lobby-device-unsupported = This browser gives pages no { $device ->
    [camera] camera
   *[microphone] microphone
}: use a current Chrome, Edge, Firefox or Safari.
lobby-devices = Your microphone and camera
lobby-join = Join call
lobby-join-again = Join again?
lobby-left = You left the call
lobby-microphone = Microphone
lobby-microphone-settings = Microphone and speaker settings
lobby-muted-hint = You are muted. Hold the space bar to talk.
lobby-name = Your name
lobby-new-room = Start a new room
lobby-noise-suppression = Suppress background noise
lobby-occupancy = { $count ->
    [0] Nobody is in the room yet
    [one] { $count } person is in the room
   *[other] { $count } people are in the room
}
lobby-open-room = Open
lobby-other-rooms = Another room
lobby-ready = Ready to join?
lobby-room-name = Room name
lobby-room-name-missing = Enter the name of a room.
lobby-settings = Device settings
lobby-speaker = Speaker
lobby-status-ended = Disconnected
lobby-status-idle = You need to join the call
lobby-system-default = System default
lobby-test-speaker = Test the speaker
lobby-test-speaker-failed = No sound was played. Touch the page and try again.
lobby-test-speaker-playing = Playing…
lobby-try-again = Try again
lobby-where-blocked = { $system ->
    [android] Open the system's Settings, then Apps, this browser, Permissions.
    [ios] Open the system's Settings, then Apps, and choose this browser.
    [mac] Open System Settings, then Privacy & Security.
    [windows] Open Settings, then Privacy & security.
   *[elsewhere] Look into the system's privacy settings.
}
lobby-where-denied = { $browser ->
    [android] Touch the icon left of the address, then Permissions.
    [firefox] Click the crossed-out icon left of the address and take the block away.
    [ios] Touch the icon beside the address, then the settings of this website.
    [safari] Open the Safari menu, then Settings for This Website.
   *[chrome] Click the icon left of the address and allow it there.
}
lobby-without-devices = { $count ->
    [one] You can be in the call without it.
   *[other] You can be in the call without them.
}
