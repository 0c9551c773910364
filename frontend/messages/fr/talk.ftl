# Discussion, mains, réactions, enregistrement et sons.
talk-camera-off = Caméra désactivée
talk-camera-on = Caméra activée
talk-chat = Discussion
talk-chat-empty = Rien n’a encore été écrit. Tous les participants lisent ce que vous écrivez ici.
talk-chat-messages = Messages
talk-chat-new = { $count ->
    [one] { $count } nouveau message
   *[other] { $count } nouveaux messages
}
talk-chat-save = Enregistrer la discussion en texte
talk-chat-send = Envoyer
talk-chat-told = Écrit avant votre arrivée, transmis par { $name }
talk-chat-too-long = Un message compte au plus { $limit } caractères : envoyez-le en deux fois.
talk-chat-unread = { $count ->
    [0] Discussion
    [one] Discussion, { $count } message non lu
   *[other] Discussion, { $count } messages non lus
}
talk-chat-write = Écrire à tous
talk-file-cancel = Annuler
talk-file-cancel-named = Annuler { $name }
talk-file-canceled = Annulé
talk-file-choose = Envoyer des fichiers de { $limit } Mo au plus
talk-file-dropped = N’est plus conservé : des fichiers plus récents ont pris sa place.
talk-file-empty = { $name } est vide.
talk-file-failed = N’est pas arrivé en entier : redemandez-le.
talk-file-offered = { $name } envoie un fichier
talk-file-receiving = Réception de { $name }
talk-file-save = Enregistrer
talk-file-save-named = Enregistrer { $name }
talk-file-sending = Envoi de { $name }
talk-file-size = { $count } Ko
talk-file-too-large = { $name } dépasse { $limit } Mo : envoyez plutôt un lien.
talk-file-unreadable = { $name } n’a pas pu être lu : choisissez-le à nouveau.
talk-hand-lower = Baisser la main
talk-hand-lowered = Votre main est baissée : vous avez parlé.
talk-hand-raise = Lever la main
talk-hand-raised = { $name } lève la main
talk-hand-up = Main levée, numéro { $place } dans l’ordre
talk-hands = Mains levées
talk-invite = Votre réunion est prête
talk-invite-advice = Envoyez cette adresse aux personnes que vous invitez :
talk-invite-code = L’adresse sous forme de code QR
talk-link-copied = Lien copié
talk-link-copy = Copier le lien
talk-link-not-copied = Le navigateur n’a pas copié le lien : sélectionnez-le dans la barre d’adresse.
talk-microphone-absent = Pas de micro
talk-microphone-muted = Micro coupé
talk-microphone-on = Micro activé
talk-more = Réunion
talk-people = Participants
talk-people-count = Participants ({ $count })
talk-people-here = Dans l’appel
talk-person-own = { $name } (vous)
talk-person-records = Enregistre
talk-person-shares = Partage son écran
talk-reaction-applause = Applaudissements
talk-reaction-celebration = Fête
talk-reaction-heart = Cœur
talk-reaction-laughter = Rire
talk-reaction-surprise = Surprise
talk-reaction-thumbs-up = Pouce levé
talk-reactions = Réactions
talk-reactions-show = Montrer les réactions
talk-reconnecting = Reconnexion
talk-record = Enregistrer l’appel
talk-recorded-by = { $name } enregistre cet appel.
talk-recorded-by-several = { $count ->
    [one] { $count } personne enregistre cet appel.
   *[other] { $count } personnes enregistrent cet appel.
}
talk-recording-ended = { $name } n’enregistre plus cet appel.
talk-recording-failed = Ce navigateur n’a pas pu démarrer l’enregistrement : essayez un Chrome, Edge ou Firefox récent.
talk-recording-own = Vous enregistrez cet appel, et tous en sont informés.
talk-recording-stop = Arrêter l’enregistrement
talk-sounds = Sons des arrivées et des départs
talk-timer = Durée de l’appel
talk-wrote = { $name } : { $text }
talk-you = Vous
