# Before the call. $device is camera or microphone.
lobby-asking = Your browser asks for your camera and microphone so that the others can see and hear you. Nothing is sent before you join.
lobby-camera = Camera
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
lobby-device-stopped = Your { $device ->
    [camera] camera
   *[microphone] microphone
} stopped: check that it is plugged in, then try again.
lobby-device-turn-off = Turn your { $device ->
    [camera] camera
   *[microphone] microphone
} off
lobby-device-turn-on = Turn your { $device ->
    [camera] camera
   *[microphone] microphone
} on
lobby-device-try = Try your { $device ->
    [camera] camera
   *[microphone] microphone
} again
lobby-device-unsupported = This browser gives pages no { $device ->
    [camera] camera
   *[microphone] microphone
}: use a current Chrome, Edge, Firefox or Safari.
lobby-devices = Your microphone and camera
lobby-join = Join call
lobby-join-again = Join again?
lobby-left = You left the call
lobby-microphone = Microphone
lobby-name = Your name
lobby-ready = Ready to join?
lobby-status-ended = Disconnected
lobby-status-idle = You need to join the call
lobby-try-again = Try again
lobby-without-devices = { $count ->
    [one] You can be in the call without it.
   *[other] You can be in the call without them.
}
