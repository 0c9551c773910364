# What the backend refuses, by its codes.
error-body-too-large = La demande est trop grande. Envoyez seulement un nom et une salle.
error-not-found = Il n’y a rien à cette adresse. Vérifiez le lien.
error-not-json = La demande n’a pas pu être lue. Rechargez la page et réessayez.
error-room-control-characters = Le nom de la salle contient des caractères qui ne peuvent pas être affichés. Tapez-le à la main, sans sauts de ligne.
error-room-too-long = Le nom de la salle est trop long : { $limit } caractères au plus.
error-server-error = Un problème est survenu sur le serveur. Réessayez dans un instant.
error-tab-malformed = La marque de cet onglet est incorrecte. Fermez l’onglet et rouvrez la page.
error-unknown = Le serveur a refusé la demande. Rechargez la page et réessayez.
error-unreadable = Le serveur a donné une réponse que cette page ne peut pas lire (statut { $status }).
error-username-control-characters = Votre nom contient des caractères qui ne peuvent pas être affichés. Tapez-le à la main, sans sauts de ligne.
error-username-missing = Entrez votre nom avant de rejoindre l’appel.
error-username-too-long = Votre nom est trop long : { $limit } caractères au plus.
