# What the backend refuses, by its codes.
error-body-too-large = La solicitud es demasiado grande. Envíe solo un nombre y una sala.
error-not-found = No hay nada en esta dirección. Compruebe el enlace.
error-not-json = No se pudo leer la solicitud. Recargue la página e inténtelo de nuevo.
error-room-control-characters = El nombre de la sala contiene caracteres que no se pueden mostrar. Escríbalo a mano y sin saltos de línea.
error-room-too-long = El nombre de la sala es demasiado largo. Use como máximo { $limit } caracteres.
error-server-error = Algo falló en el servidor. Inténtelo de nuevo en un momento.
error-tab-malformed = La marca de esta pestaña es incorrecta. Cierre la pestaña y abra la página de nuevo.
error-unknown = El servidor rechazó la solicitud. Recargue la página e inténtelo de nuevo.
error-unreadable = El servidor dio una respuesta que esta página no puede leer (estado { $status }).
error-username-control-characters = Su nombre contiene caracteres que no se pueden mostrar. Escríbalo a mano y sin saltos de línea.
error-username-missing = Escriba su nombre antes de unirse.
error-username-too-long = Su nombre es demasiado largo. Use como máximo { $limit } caracteres.
