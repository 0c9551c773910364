# Before the call. $device is camera or microphone.
lobby-asking = Ihr Browser fragt nach Kamera und Mikrofon, damit die anderen Sie sehen und hören können. Vor dem Beitreten wird nichts gesendet.
lobby-background = Hintergrund
lobby-background-blur = Unscharf
lobby-background-bookshelf = Bücherregal
lobby-background-dusk = Abend
lobby-background-failed = Dieser Browser kann den Hintergrund nicht ändern.
lobby-background-forest = Wald
lobby-background-loading = Hintergrund wird geladen …
lobby-background-none = Keiner
lobby-background-shore = Strand
lobby-background-too-slow = Der Hintergrund wurde abgeschaltet: Dieser Computer ist zu langsam dafür.
lobby-camera = Kamera
lobby-camera-settings = Kameraeinstellungen
lobby-connecting = Verbindung wird aufgebaut…
lobby-device-asking = { $device ->
    [camera] Warten auf Ihre Kamera
   *[microphone] Warten auf Ihr Mikrofon
}
lobby-device-blocked-by-system = { $device ->
    [camera] Ihre Kamera ist vom System gesperrt: Erlauben Sie diesem Browser den Zugriff in den Datenschutz-Einstellungen des Systems.
   *[microphone] Ihr Mikrofon ist vom System gesperrt: Erlauben Sie diesem Browser den Zugriff in den Datenschutz-Einstellungen des Systems.
}
lobby-device-denied = { $device ->
    [camera] Ihre Kamera ist gesperrt: Erlauben Sie sie über das Symbol neben der Adresse dieser Seite und versuchen Sie es noch einmal.
   *[microphone] Ihr Mikrofon ist gesperrt: Erlauben Sie es über das Symbol neben der Adresse dieser Seite und versuchen Sie es noch einmal.
}
lobby-device-failed = { $device ->
    [camera] Ihre Kamera ließ sich nicht starten: Versuchen Sie es noch einmal oder starten Sie den Browser neu.
   *[microphone] Ihr Mikrofon ließ sich nicht starten: Versuchen Sie es noch einmal oder starten Sie den Browser neu.
}
lobby-device-in-use = { $device ->
    [camera] Ihre Kamera ist schon in Gebrauch: Schließen Sie das andere Programm oder den anderen Tab und versuchen Sie es noch einmal.
   *[microphone] Ihr Mikrofon ist schon in Gebrauch: Schließen Sie das andere Programm oder den anderen Tab und versuchen Sie es noch einmal.
}
lobby-device-insecure = { $device ->
    [camera] Ihre Kamera braucht eine sichere Verbindung: Öffnen Sie diese Seite unter einer https-Adresse oder auf dem Server selbst unter localhost.
   *[microphone] Ihr Mikrofon braucht eine sichere Verbindung: Öffnen Sie diese Seite unter einer https-Adresse oder auf dem Server selbst unter localhost.
}
lobby-device-missing = { $device ->
    [camera] Es wurde keine Kamera gefunden: Schließen Sie eine an und versuchen Sie es noch einmal.
   *[microphone] Es wurde kein Mikrofon gefunden: Schließen Sie eines an und versuchen Sie es noch einmal.
}
lobby-device-numbered = { $name } { $number }
lobby-device-stopped = { $device ->
    [camera] Ihre Kamera wurde getrennt: Prüfen Sie, ob sie angeschlossen ist, und versuchen Sie es noch einmal.
   *[microphone] Ihr Mikrofon wurde getrennt: Prüfen Sie, ob es angeschlossen ist, und versuchen Sie es noch einmal.
}
lobby-device-try = { $device ->
    [camera] Kamera noch einmal versuchen
   *[microphone] Mikrofon noch einmal versuchen
}
lobby-device-turn-off = { $device ->
    [camera] Kamera ausschalten
   *[microphone] Mikrofon ausschalten
}
lobby-device-turn-on = { $device ->
    [camera] Kamera einschalten
   *[microphone] Mikrofon einschalten
}
lobby-device-unsupported = { $device ->
    [camera] Dieser Browser gibt Seiten keine Kamera: Verwenden Sie ein aktuelles Chrome, Edge, Firefox oder Safari.
   *[microphone] Dieser Browser gibt Seiten kein Mikrofon: Verwenden Sie ein aktuelles Chrome, Edge, Firefox oder Safari.
}
lobby-devices = Ihr Mikrofon und Ihre Kamera
lobby-join = Beitreten
lobby-join-again = Wieder beitreten?
lobby-left = Sie haben den Anruf verlassen
lobby-microphone = Mikrofon
lobby-microphone-settings = Einstellungen für Mikrofon und Lautsprecher
lobby-muted-hint = Sie sind stumm. Halten Sie die Leertaste gedrückt, um zu sprechen.
lobby-name = Ihr Name
lobby-new-room = Neuen Raum öffnen
lobby-noise-suppression = Hintergrundgeräusche unterdrücken
lobby-occupancy = { $count ->
    [0] Noch niemand ist im Raum
    [one] { $count } Person ist im Raum
   *[other] { $count } Personen sind im Raum
}
lobby-open-room = Öffnen
lobby-other-rooms = Ein anderer Raum
lobby-ready = Bereit?
lobby-room-name = Name des Raums
lobby-room-name-missing = Geben Sie den Namen eines Raums ein.
lobby-settings = Geräteeinstellungen
lobby-speaker = Lautsprecher
lobby-status-ended = Getrennt
lobby-status-idle = Sie sind noch nicht im Anruf
lobby-system-default = Standard des Systems
lobby-test-speaker = Lautsprecher testen
lobby-test-speaker-failed = Es wurde kein Ton gespielt. Berühren Sie die Seite und versuchen Sie es noch einmal.
lobby-test-speaker-playing = Spielt …
lobby-try-again = Noch einmal versuchen
lobby-where-blocked = { $system ->
    [android] Öffnen Sie die Einstellungen des Systems, dann Apps, diesen Browser, Berechtigungen.
    [ios] Öffnen Sie die Einstellungen des Systems, dann Apps, und wählen Sie diesen Browser.
    [mac] Öffnen Sie die Systemeinstellungen, dann Datenschutz & Sicherheit.
    [windows] Öffnen Sie die Einstellungen, dann Datenschutz und Sicherheit.
   *[elsewhere] Sehen Sie in den Datenschutzeinstellungen des Systems nach.
}
lobby-where-denied = { $browser ->
    [android] Tippen Sie auf das Symbol links der Adresse, dann auf Berechtigungen.
    [firefox] Klicken Sie auf das durchgestrichene Symbol links der Adresse und heben Sie die Sperre auf.
    [ios] Tippen Sie auf das Symbol neben der Adresse, dann auf die Einstellungen dieser Website.
    [safari] Öffnen Sie das Menü Safari, dann Einstellungen für diese Website.
   *[chrome] Klicken Sie auf das Symbol links der Adresse und erlauben Sie es dort.
}
lobby-without-devices = { $count ->
    [one] Sie können auch ohne teilnehmen.
   *[other] Sie können auch ohne beides teilnehmen.
}
