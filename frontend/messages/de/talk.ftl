# Chat, Handzeichen, Reaktionen, Aufnahme und Töne.
talk-camera-off = Kamera aus
talk-camera-on = Kamera an
talk-chat = Chat
talk-chat-empty = Noch wurde nichts geschrieben. Alle im Anruf lesen, was Sie hier schreiben.
talk-chat-messages = Nachrichten
talk-chat-new = { $count ->
    [one] { $count } neue Nachricht
   *[other] { $count } neue Nachrichten
}
talk-chat-save = Den Chat als Text speichern
talk-chat-send = Senden
talk-chat-told = Vor Ihrem Beitritt geschrieben, weitergegeben von { $name }
talk-chat-too-long = Eine Nachricht hat höchstens { $limit } Zeichen: Senden Sie sie in zwei Teilen.
talk-chat-unread = { $count ->
    [0] Chat
    [one] Chat, { $count } ungelesene Nachricht
   *[other] Chat, { $count } ungelesene Nachrichten
}
talk-chat-write = An alle schreiben
talk-file-cancel = Abbrechen
talk-file-cancel-named = { $name } abbrechen
talk-file-canceled = Abgebrochen
talk-file-choose = Dateien von je bis zu { $limit } MB senden
talk-file-dropped = Nicht mehr vorhanden: Neuere Dateien haben den Platz eingenommen.
talk-file-empty = { $name } ist leer.
talk-file-failed = Nicht vollständig angekommen: Bitten Sie noch einmal darum.
talk-file-offered = { $name } sendet eine Datei
talk-file-receiving = { $name } wird empfangen
talk-file-save = Speichern
talk-file-save-named = { $name } speichern
talk-file-sending = { $name } wird gesendet
talk-file-size = { $count } kB
talk-file-too-large = { $name } ist größer als { $limit } MB: Senden Sie stattdessen einen Link.
talk-file-unreadable = { $name } konnte nicht gelesen werden: Wählen Sie die Datei noch einmal.
talk-hand-lower = Hand senken
talk-hand-lowered = Ihre Hand ist unten: Sie haben gesprochen.
talk-hand-raise = Hand heben
talk-hand-raised = { $name } hebt die Hand
talk-hand-up = Hand gehoben, Nummer { $place } in der Reihenfolge
talk-hands = Gehobene Hände
talk-invite = Ihre Besprechung ist bereit
talk-invite-advice = Senden Sie diese Adresse an alle, die dabei sein sollen:
talk-invite-code = Die Adresse als QR-Code
talk-link-copied = Link kopiert
talk-link-copy = Link kopieren
talk-link-not-copied = Der Browser hat den Link nicht kopiert: Markieren Sie ihn in der Adresszeile.
talk-microphone-absent = Kein Mikrofon
talk-microphone-muted = Stumm
talk-microphone-on = Mikrofon an
talk-more = Besprechung
talk-people = Personen
talk-people-count = Personen ({ $count })
talk-people-here = Im Anruf
talk-person-own = { $name } (Sie)
talk-person-records = Nimmt auf
talk-person-shares = Teilt den Bildschirm
talk-reaction-applause = Applaus
talk-reaction-celebration = Feier
talk-reaction-heart = Herz
talk-reaction-laughter = Lachen
talk-reaction-surprise = Staunen
talk-reaction-thumbs-up = Daumen hoch
talk-reactions = Reaktionen
talk-reactions-show = Reaktionen zeigen
talk-reconnecting = Verbindet neu
talk-record = Anruf aufnehmen
talk-recorded-by = { $name } nimmt diesen Anruf auf.
talk-recorded-by-several = { $count ->
    [one] { $count } Person nimmt diesen Anruf auf.
   *[other] { $count } Personen nehmen diesen Anruf auf.
}
talk-recording-ended = { $name } nimmt diesen Anruf nicht mehr auf.
talk-recording-failed = Dieser Browser konnte die Aufnahme nicht beginnen: Nehmen Sie ein aktuelles Chrome, Edge oder Firefox.
talk-recording-own = Sie nehmen diesen Anruf auf, und alle wissen es.
talk-recording-stop = Aufnahme beenden
talk-sounds = Töne, wenn jemand kommt oder geht
talk-timer = Dauer des Anrufs
talk-wrote = { $name }: { $text }
talk-you = Sie
