# Before the call. $device is camera or microphone.
lobby-asking = Ihr Browser fragt nach Kamera und Mikrofon, damit die anderen Sie sehen und hören können. Vor dem Beitreten wird nichts gesendet.
lobby-camera = Kamera
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
lobby-name = Ihr Name
lobby-ready = Bereit?
lobby-status-ended = Getrennt
lobby-status-idle = Sie sind noch nicht im Anruf
lobby-try-again = Noch einmal versuchen
lobby-without-devices = { $count ->
    [one] Sie können auch ohne teilnehmen.
   *[other] Sie können auch ohne beides teilnehmen.
}
