# In the call: who is there and what they send.
stage-audio-of = Ton: { $name }
stage-audio-only = Nur Ton
stage-bar = Anrufsteuerung
stage-bitrate = Datenrate
stage-call = Anruf in { $room }
stage-cipher = Verschlüsselung
stage-codec = Codec
stage-count = { $count ->
    [one] { $count } Person im Anruf
   *[other] { $count } Personen im Anruf
}
stage-data-saver = Datensparmodus
stage-details = Verbindungsdetails
stage-details-close = Verbindungsdetails schließen
stage-device-now-off = { $device ->
    [camera] Kamera aus
   *[microphone] Mikrofon aus
}
stage-device-now-on = { $device ->
    [camera] Kamera an
   *[microphone] Mikrofon an
}
stage-float = Bild im Bild
stage-frame-rate = Bilder pro Sekunde
stage-full-screen = Vollbild
stage-joined = { $name } ist beigetreten
stage-kilobits = { $kilobits } kbit/s
stage-layer = Ebene
stage-leave = Anruf verlassen
stage-loss = Verlust
stage-me = Ich
stage-me-named = Ich ({ $name })
stage-microphone-off = Mikrofon aus
stage-milliseconds = { $milliseconds } ms
stage-more = Weitere Optionen
stage-network-broken = Verbindung: unterbrochen
stage-network-fair = Verbindung: mittelmäßig
stage-network-good = Verbindung: gut
stage-network-poor = Verbindung: schlecht
stage-own-screen = Dein Bildschirm
stage-page = { $page } von { $pages }
stage-page-next = Nächste Seite
stage-page-previous = Vorherige Seite
stage-pages = Seiten der Teilnehmenden
stage-participants = Teilnehmende
stage-percent = { $percent } %
stage-pin = { $name } anheften
stage-quality = Qualität
stage-received = Empfangen
stage-round-trip = Umlaufzeit
stage-screen-of = Bildschirm von { $name }
stage-sent = Gesendet
stage-share = Bildschirm teilen
stage-share-blocked = Das System verwehrt dem Browser die Bildschirmaufnahme: Erlaube sie in den Datenschutzeinstellungen des Systems.
stage-share-failed = Dein Bildschirm konnte nicht geteilt werden: Versuche es noch einmal oder teile ein Fenster.
stage-share-stop = Teilen beenden
stage-sharing = Du teilst deinen Bildschirm
stage-size = Auflösung
stage-speaker-view = Sprecheransicht
stage-stream = Datenstrom
stage-video-of = Bild: { $name }
stage-view = Anordnung
stage-view-auto = Automatisch
stage-view-grid = Raster
stage-way = Weg
stage-went = { $name } ist gegangen
stage-zoom-in = Vergrößern
stage-zoom-out = Verkleinern
