# Chat, manos, reacciones, grabación y sonidos.
talk-camera-off = Cámara apagada
talk-camera-on = Cámara encendida
talk-chat = Chat
talk-chat-empty = Todavía no se ha escrito nada. Todos en la llamada leen lo que usted escriba aquí.
talk-chat-messages = Mensajes
talk-chat-new = { $count ->
    [one] { $count } mensaje nuevo
   *[other] { $count } mensajes nuevos
}
talk-chat-save = Guardar el chat como texto
talk-chat-send = Enviar
talk-chat-told = Escrito antes de que usted llegara, transmitido por { $name }
talk-chat-too-long = Un mensaje tiene como máximo { $limit } caracteres: envíelo en dos partes.
talk-chat-unread = { $count ->
    [0] Chat
    [one] Chat, { $count } mensaje sin leer
   *[other] Chat, { $count } mensajes sin leer
}
talk-chat-write = Escribir a todos
talk-file-cancel = Cancelar
talk-file-cancel-named = Cancelar { $name }
talk-file-canceled = Cancelado
talk-file-choose = Enviar archivos de hasta { $limit } MB cada uno
talk-file-dropped = Ya no se conserva: archivos más recientes ocuparon su lugar.
talk-file-empty = { $name } está vacío.
talk-file-failed = No llegó completo: pídalo de nuevo.
talk-file-offered = { $name } envía un archivo
talk-file-receiving = Recibiendo { $name }
talk-file-save = Guardar
talk-file-save-named = Guardar { $name }
talk-file-sending = Enviando { $name }
talk-file-size = { $count } kB
talk-file-too-large = { $name } ocupa más de { $limit } MB: envíe un enlace en su lugar.
talk-file-unreadable = No se pudo leer { $name }: elíjalo de nuevo.
talk-hand-lower = Bajar la mano
talk-hand-lowered = Su mano está bajada: ya ha hablado.
talk-hand-raise = Levantar la mano
talk-hand-raised = { $name } levanta la mano
talk-hand-up = Mano levantada, número { $place } en el orden
talk-hands = Manos levantadas
talk-invite = Su reunión está lista
talk-invite-advice = Envíe esta dirección a quienes quiera invitar:
talk-invite-code = La dirección como código QR
talk-link-copied = Enlace copiado
talk-link-copy = Copiar enlace
talk-link-not-copied = El navegador no copió el enlace: selecciónelo en la barra de direcciones.
talk-microphone-absent = Sin micrófono
talk-microphone-muted = Silenciado
talk-microphone-on = Micrófono encendido
talk-more = Reunión
talk-people = Personas
talk-people-count = Personas ({ $count })
talk-people-here = En la llamada
talk-person-own = { $name } (usted)
talk-person-records = Grabando
talk-person-shares = Comparte la pantalla
talk-reaction-applause = Aplausos
talk-reaction-celebration = Celebración
talk-reaction-heart = Corazón
talk-reaction-laughter = Risa
talk-reaction-surprise = Sorpresa
talk-reaction-thumbs-up = Pulgar arriba
talk-reactions = Reacciones
talk-reactions-show = Mostrar las reacciones
talk-reconnecting = Reconectando
talk-record = Grabar la llamada
talk-recorded-by = { $name } está grabando esta llamada.
talk-recorded-by-several = { $count ->
    [one] { $count } persona está grabando esta llamada.
   *[other] { $count } personas están grabando esta llamada.
}
talk-recording-ended = { $name } ya no graba esta llamada.
talk-recording-failed = Este navegador no pudo iniciar la grabación: pruebe un Chrome, Edge o Firefox actual.
talk-recording-own = Usted está grabando esta llamada, y todos lo saben.
talk-recording-stop = Detener la grabación
talk-sounds = Sonidos de quien llega y se va
talk-timer = Duración de la llamada
talk-wrote = { $name }: { $text }
talk-you = Usted
