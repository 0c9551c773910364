# What the backend refuses, by its codes.
error-body-too-large = Die Anfrage ist zu groß. Senden Sie nur einen Namen und einen Raum.
error-not-found = Unter dieser Adresse ist nichts. Prüfen Sie den Link.
error-not-json = Die Anfrage war nicht lesbar. Laden Sie die Seite neu und versuchen Sie es noch einmal.
error-room-control-characters = Der Name des Raums enthält Zeichen, die sich nicht darstellen lassen. Tippen Sie ihn von Hand und ohne Zeilenumbrüche.
error-room-too-long = Der Name des Raums ist zu lang. Er darf höchstens { $limit } Zeichen haben.
error-server-error = Auf dem Server ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.
error-tab-malformed = Die Kennung dieses Browser-Tabs ist fehlerhaft. Schließen Sie den Tab und öffnen Sie die Seite neu.
error-unknown = Der Server hat die Anfrage abgelehnt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
error-unreadable = Der Server gab eine Antwort, die diese Seite nicht lesen kann (Status { $status }).
error-username-control-characters = Ihr Name enthält Zeichen, die sich nicht darstellen lassen. Tippen Sie ihn von Hand und ohne Zeilenumbrüche.
error-username-missing = Geben Sie Ihren Namen ein, bevor Sie beitreten.
error-username-too-long = Ihr Name ist zu lang. Er darf höchstens { $limit } Zeichen haben.
