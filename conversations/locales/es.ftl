### What the portal says in Spanish, in the usted form, for Spain and Latin America alike.
### Warm, short, one question at a time. Never blames, never diagnoses, never answers a feeling with
### an instruction. { $practice }, { $therapist } and { $code } are known in every message.
### Not reviewed by a native clinician.

## Everywhere

help-button = Ayuda ahora
not-read = Soy un programa. Lo que escribe aquí no se guarda y nadie lo lee.
old-button = Este botón es de un mensaje anterior.
language-button = { $language }
language-chosen-button = ✓ { $language }
zone-button = { $zone }
try-later = Algo falló de nuestro lado; usted no hizo nada mal. Lo que envió no se pudo usar. Puede intentarlo otra vez más tarde.
still-trying = Esto no funcionó y no se guardó nada. Por favor, inténtelo otra vez en un momento.
form-kept-before = Lo que envió antes se guardó, tal como lo había escrito; solo la respuesta no llegó a esta ventana. Lo que cambió después no se guardó. Por favor, cierre la ventana y ábrala de nuevo si algo debe ser distinto.
stranger-hello = Hola. Este chat es de { $practice }. Para usarlo, abra el enlace de invitación personal que recibió.
edited-not-read = Vi que cambió un mensaje. Soy un programa y no guardo lo que escribe aquí.
file-not-kept = Gracias. No puedo guardar esto, y no lo miro ni lo escucho, diga lo que diga. Nadie lo ve a través de mí. Si algo no puede esperar, toque «Ayuda ahora». Con una tarea se pueden entregar fotos: ábrala en /homework y toque «Palabras o una foto».
    .discreet = Gracias. No puedo guardar esto, y no lo miro ni lo escucho, diga lo que diga. Nadie lo ve a través de mí. Si algo no puede esperar, toque el botón de abajo.
too-much-at-once = Eso fue mucho de una vez y no pude recibirlo todo. Mire, por favor, lo que hay aquí y envíe otra vez lo que falta.

## Joining

join-welcome-title = Le damos la bienvenida a { $practice }
join-welcome = { $therapist } le envió una invitación. Entre sesiones puedo hacerle unas pocas preguntas breves, y así ven, usted y su terapeuta, cómo cambian las cosas con el tiempo.
join-kept = Qué se guarda: sus respuestas, cifradas, con un código en lugar de su nombre, y cuándo las dio.
join-who-reads = Quién lo lee: { $therapist }. Algunos patrones en sus respuestas, y algunas respuestas o palabras sobre seguridad, envían un aviso a { $therapist }; uno urgente puede pasar a colegas. Quien supervisa y quien administra { $practice } también pueden ver sus puntuaciones.
    .discreet = Quién lo lee: { $therapist }. Algunos patrones en lo que responde, y algunas respuestas o palabras, envían un aviso a { $therapist }; uno urgente puede pasar a otras personas. Quien supervisa o lleva { $practice } también puede ver sus números.
join-not-real-time = Soy un programa. Nadie lee sus respuestas en tiempo real, y no soy un servicio de emergencias. «Ayuda ahora» le muestra a cualquier hora a quién puede llamar.
join-optional = Todo esto es voluntario, y su terapia sigue igual. Con /sharing puede desactivar cada parte por separado: registros, avisos sobre patrones, números en Slack, mensajes y grupos. Puede descansar con /pause o terminar con /stop cuando quiera.
join-telegram = Telegram también procesa lo que escribe aquí; no está cifrado de extremo a extremo.
join-agree-button = Acepto
join-not-now-button = Ahora no
join-not-now = Está bien, no volveré a preguntar. Si cambia de idea, abra otra vez su enlace de invitación.
join-invalid-link = Este enlace no se puede usar. Su terapeuta puede enviarle uno nuevo.
join-already = Este chat ya está conectado, así que aquí el enlace no hace falta. Si es para otra persona, ábralo esa persona en su propio Telegram; con abrirlo aquí no se ha gastado.
join-heard-you = Recibí lo que escribió. Aquí basta con tocar uno de los botones.
join-stands-above = Arriba está qué se guardaría y quién lo leería. Nada empieza antes de que usted acepte.
join-again-button = Mostrarlo otra vez
join-when-title = Gracias. Una elección más
join-when = ¿Cuándo le pregunto? Son unos 30 segundos al día.
join-zone = Ahora son las { $clock } donde está usted ({ $zone }).
join-other-zone-button = Mi reloj marca otra hora
join-keep-zone-button = Dejar { $zone }
join-which-city = ¿Qué ciudad le queda cerca? Escriba su nombre, por ejemplo Bogotá.
join-which-of = ¿Cuál de estas es?
join-city-unknown = No conozco esa ciudad. También sirve una más grande de la misma zona horaria.
join-settled = Bien. Le escribiré hacia las { $clock }. Aquí está el primer registro.
join-how-to = Puede cambiar la hora en /settings, y /stop termina todo.
time-morning-button = Por la mañana, { $clock }
time-midday-button = Al mediodía, { $clock }
time-evening-button = Al final del día, { $clock }

## Check-ins

checkin-today = Su registro de hoy.
checkin-open-again = Este sigue abierto, si quiere responderlo.
checkin-progress = { $item } de { $items }
checkin-page = Las próximas { $items } preguntas tratan de { $when }. Lleva { $takes }, y puede detenerse y seguir cuando quiera.
recall-day = hoy
recall-week = la última semana
recall-two-weeks = las últimas 2 semanas
recall-month = el último mes
recall-year = el último año
recall-session = la sesión
    .discreet = el último encuentro
recall-in-general = cómo son las cosas en general
takes-seconds = unos 30 segundos
takes-minutes = { $minutes ->
        [one] un minuto más o menos
       *[other] unos { $minutes } minutos
    }
checkin-page-critical = La respuesta a la pregunta { $item } puede enviar enseguida un aviso a { $therapist }, aunque los demás avisos estén apagados. Nadie lee en tiempo real.
checkin-begin-button = Empezar
checkin-back-button = Atrás
checkin-pause-button = Pausa
checkin-resume-button = Seguir
checkin-paused = En pausa. Sus respuestas hasta aquí están guardadas. Siga cuando quiera.
checkin-old-button = Ahora está abierta otra pregunta. «Atrás» lleva a las anteriores.
checkin-already-saved = Este registro ya está cerrado.
checkin-done-today = El registro de hoy ya está guardado. El próximo llega a su hora de siempre.
checkin-heard-you = Recibí lo que escribió. Esta pregunta se responde tocando uno de los botones. Para escribir a { $therapist }: /message
checkin-saved = Guardado.
checkin-change-button = Cambiar una respuesta
checkin-next-button = Siguiente
checkin-keep-button = Dejarlo como está
checkin-kept = Queda como estaba.
checkin-changed = Cambiado. Lo que había antes se conserva junto a la nueva respuesta.
checkin-thanks = Gracias. Sus respuestas están guardadas.
checkin-also-open = También está abierto, cuando le venga bien:
begin-button = { $title }, { $takes }
    .discreet = { $items } preguntas, { $takes }

## Progress

progress-nothing-yet = Todavía no hay puntuaciones; llegan después del primer cuestionario.
    .discreet = Todavía no hay esos números; llegan después de las primeras preguntas largas.
progress-by-day = Lo que responde día a día se puede ver aquí:
progress-which = ¿Cuál?
progress-course-button = { $title }
    .discreet = Las { $items } preguntas{ $part ->
        [0] { "" }
       *[other] { " " }(parte { $part })
    }
progress-title = { $instrument }: cómo ha ido
progress-latest-label = ahora
progress-baseline-label = inicio
progress-within-label = menos de { $points } puntos arriba o abajo pueden ser casualidad
progress-missed-label = quedó abierto
progress-footer = Para orientarse, no es un diagnóstico
    .discreet = Solo para orientarse
progress-few = { $scores ->
    [one] Una puntuación hasta ahora: no se ve ninguna dirección.
   *[other] { $scores } puntuaciones hasta ahora: pocas para ver una dirección.
}
    .discreet = { $scores ->
        [one] Un número hasta ahora: no se ve ninguna dirección.
       *[other] { $scores } números hasta ahora: pocos para ver una dirección.
    }
progress-trend-same = igual que al inicio
progress-trend-lower = { $points } menos que al inicio
progress-trend-higher = { $points } más que al inicio
progress-trend-within = { $trend }: puede ser casualidad
progress-trend-beyond = { $trend }: difícilmente es casualidad
progress-trend-named = { $trend } – «{ $change }»
progress-change-improved = mejoría fiable
progress-change-unchanged = sin cambio fiable
progress-change-unchanged-yet = todavía sin cambio fiable
progress-change-deteriorated = cambio fiable hacia más síntomas
    .discreet = cambio fiable hacia arriba
progress-caption-first = { $instrument }, { $on }: { $score } de { $highest }. Es la primera medición; para una línea hace falta otra.
progress-caption-now = { $instrument }, { $on }: { $score } de { $highest }. Al inicio, { $baseline_on }: { $baseline }.
progress-caption-same = Es el mismo número.
progress-caption-lower = { $points ->
    [one] Es { $points } punto menos.
   *[other] Son { $points } puntos menos.
}
progress-caption-higher = { $points ->
    [one] Es { $points } punto más.
   *[other] Son { $points } puntos más.
}
progress-caption-within = Las diferencias de menos de { $threshold } puntos pueden ser casualidad.
progress-caption-beyond = Una diferencia de { $threshold } puntos o más difícilmente es casualidad.
progress-caption-improved = Este cambio se llama «mejoría fiable».
progress-caption-unchanged = Este cambio se llama «sin cambio fiable».
progress-caption-unchanged-yet = Este cambio se llama «todavía sin cambio fiable».
progress-caption-deteriorated = Este cambio se llama «cambio fiable hacia más síntomas».
    .discreet = Este cambio se llama «cambio fiable hacia arriba».
progress-caption-band = Este rango se llama «{ $band }».
progress-caption-missed = { $missed ->
    [one] Una fecha quedó abierta; la línea deja ahí un espacio.
   *[other] { $missed } fechas quedaron abiertas; la línea deja ahí espacios.
}
progress-caption-footer = Para orientarse, no es un diagnóstico.
    .discreet = Solo para orientarse.
picture-question = ¿Quiere ver su puntuación como gráfico después de un cuestionario?
    .discreet = ¿Quiere ver un gráfico después de las preguntas largas?
picture-each-button = Cada vez
picture-weekly-button = Como mucho una vez por semana
picture-therapist-button = Solo junto con mi terapeuta
    .discreet = Solo cuando nos veamos
picture-never-button = Nunca

## What can be looked at besides one course of scores

glance-all-button = Todo de un vistazo
glance-daily-button = Día a día
glance-check-ins-button = Mis registros
glance-then-button = Hace tres meses y ahora
glance-numbers-button = En números
glance-all-title = Sus últimos tres meses
glance-daily-title = Día a día
glance-check-ins-title = Registros
glance-then-title = Hace tres meses y ahora
glance-nothing = Todavía no hay nada que mostrar
daily-item = { $name }
    .discreet = Pregunta { $number }
glance-mean = media de siete días
glance-first = inicio { $score }, { $on }
glance-few-days = { $days ->
    [one] Un día respondido hasta ahora: no se ve ninguna dirección.
   *[other] { $days } días respondidos hasta ahora: pocos para ver una dirección.
}
glance-day-done = respondido
glance-day-late = respondido más tarde
glance-day-open = abierto
glance-day-paused = en pausa
glance-then = entonces
glance-now = ahora
glance-caption-values = { $name }: { $days ->
    [one] { $days } día respondido
   *[other] { $days } días respondidos
}, entre { $lowest } y { $highest }, lo más reciente { $latest }.
glance-caption-mean = Media de siete días: { $first } al principio, { $now } ahora.
glance-caption-within = Puede ser casualidad.
glance-caption-beyond = Difícilmente es casualidad.
glance-caption-left = { $dates ->
    [one] Una fecha quedó abierta.
   *[other] { $dates } fechas quedaron abiertas.
}
glance-caption-not-compared = { $numbers ->
    [one] Falta uno: pocas respuestas entonces o ahora, o no cabe.
   *[other] Faltan { $numbers }: pocas respuestas entonces o ahora, o no caben.
}
glance-caption-others = { $courses ->
    [one] { $courses } curso más tiene su propio gráfico.
   *[other] { $courses } cursos más tienen sus propios gráficos.
}
glance-caption-gaps = { $days ->
    [one] { $days } día no tiene respuesta; ahí la línea tiene un hueco.
   *[other] { $days } días no tienen respuesta; ahí la línea tiene huecos.
}
glance-caption-days = Registros: { $done ->
    [one] { $done } día respondido
   *[other] { $done } días respondidos
}, { $open } abiertos.
glance-caption-late = { $days ->
    [one] { $days } día se respondió más tarde.
   *[other] { $days } días se respondieron más tarde.
}
glance-caption-then = { $name }: { $then } el { $then_on }, { $now } el { $now_on }, de { $highest }.
glance-caption-then-mean = { $name }, media de dos semanas: { $then } hace tres meses ({ $then_days } días respondidos), { $now } ahora ({ $now_days } días), de { $highest }.
glance-pair-days = { $then_on } y { $now_on }
glance-then-days = medias de dos semanas: { $then } y { $now } días respondidos
glance-numbers-of = { $name }:
glance-number = { $on }: { $value }
glance-numbers-week = { $on }: { $values }
glance-numbers-how = Cada línea es una semana desde el lunes; { $none } es un día sin número.
glance-numbers-earlier = { $scores ->
    [one] Un número anterior está en la copia de sus datos, /export.
   *[other] { $scores } números anteriores están en la copia de sus datos, /export.
}
glance-numbers-open = Sin responder: { $days }
glance-numbers-sessions = Sesiones, según lo acordado: { $days }
    .discreet = Fechas, según lo acordado: { $days }
glance-numbers-breaks = Pausas: { $days }
glance-numbers-days = { $days ->
    [one] { $value } en un día
   *[other] { $value } en { $days } días
}

## Settings

settings-title = Sus ajustes
settings-time = Hora del registro: { $clock }
settings-zone = Su reloj: { $clock } ({ $zone })
settings-language = Idioma: { $language }
settings-picture-unasked = Gráfico de progreso: sin elegir todavía
settings-picture-each = Gráfico de progreso: después de cada cuestionario
    .discreet = Gráfico: después de cada serie de preguntas largas
settings-picture-weekly = Gráfico de progreso: como mucho una vez por semana
settings-picture-therapist = Gráfico de progreso: solo junto con su terapeuta
    .discreet = Gráfico: solo cuando se vean
settings-picture-never = Gráfico de progreso: nunca
settings-bands-on = Nombres de los rangos de puntuación: se muestran
    .discreet = Nombres de los rangos: se muestran
settings-bands-off = Nombres de los rangos de puntuación: ocultos
    .discreet = Nombres de los rangos: ocultos
settings-time-button = Cambiar la hora
settings-zone-button = Cambiar el lugar
settings-language-button = Cambiar el idioma
settings-picture-button = Cambiar cuándo llegan gráficos
settings-bands-on-button = Mostrar nombres de los rangos
settings-bands-off-button = Ocultar nombres de los rangos
settings-more-button = Todos los ajustes
settings-saved = Guardado.
settings-which-time = ¿Cuándo le pregunto?
settings-which-city = ¿Qué ciudad le queda cerca? Escriba su nombre, por ejemplo Bogotá.
settings-which-language = ¿Qué idioma?
settings-move-question = ¿Es este su lugar ahora? Los registros lo siguen a partir de mañana.

## Menu

menu-hello = ¿Qué quiere hacer?
menu-heard-you = Recibí lo que escribió. Soy un programa y no sé responder a palabras; los botones muestran lo que puedo hacer.
menu-button = ¿Qué puedo hacer aquí?
menu-checkin-button = Hacer el registro ahora
menu-progress-button = ¿Cómo voy?
menu-settings-button = Ajustes
stop-question = ¿Dejo de escribirle? No se enviará nada más, y los avisos a su terapeuta también terminan; solo una respuesta sobre seguridad o «Avisar a mi terapeuta» se comunicarían todavía. Lo que respondió se queda con su terapeuta.
    .discreet = ¿Dejo de escribirle? No se enviará nada más, y los avisos a { $therapist } también terminan; solo una respuesta que pide ayuda se comunicaría todavía. Lo que respondió se queda donde está.
stop-yes-button = Terminar todo
stop-no-button = Seguir
stop-kept = No se cambió nada.
stop-done = Terminado. No se enviará nada más. Puede volver cuando quiera.
return-button = Volver
return-question = Usted terminó con el portal. ¿Quiere volver?
return-welcome = Le damos otra vez la bienvenida. Le escribiré hacia las { $clock }.
privacy-title = Qué se guarda y quién lo lee
privacy-kept = Qué se guarda: sus respuestas, lo que escribe donde digo que se guarda, y cuándo. Palabras y respuestas van cifradas, y un código sustituye a su nombre.
privacy-stop = /sharing desactiva partes por separado, /who muestra quién ha visto qué, /pause hace un descanso y /stop termina todo enseguida.
command-checkin = Hacer el registro ahora
command-progress = ¿Cómo voy?
command-settings = Hora, lugar, idioma, gráficos
command-privacy = Qué se guarda y quién lo lee
command-stop = Terminar todo
command-help = Ayuda ahora
bot-about = Entre sesiones: registros breves y gráficos de cómo cambian las cosas. Un programa, no un servicio de emergencias.
    .discreet = Preguntas breves y cómo cambian las cosas. Un programa.

## Help now

help-title = Ayuda ahora
help-thanks = Gracias por responder a eso.
help-emergency = Emergencias: { $number }
help-contact = { $name }: { $number }
help-contact-when = { $name }: { $number } ({ $when })
help-program = Soy un programa; nadie lee en tiempo real lo que usted toca o escribe aquí.
help-critical-note = Un aviso sobre esta respuesta sale ahora hacia el Slack de su terapeuta.
help-unreached = Desde aquí no puedo avisar a su terapeuta. Por favor, no espere una respuesta; el número de emergencias de arriba atiende a cualquier hora.
    .discreet = Desde aquí no puedo avisar a { $therapist }. Por favor, no espere una respuesta; el número de arriba atiende a cualquier hora.
help-may-see-now = Es horario de trabajo, así que puede que se vea pronto. No puedo prometer cuándo.
help-may-see-at = El próximo horario de trabajo comienza el { $at }. Puede que se vea entonces, o antes.
help-may-see-unknown = No puedo decir cuándo se verá.
help-tell-button = Avisar a mi terapeuta
help-safe-button = Estoy a salvo, seguir
help-safe-question = ¿Está a salvo en este momento?
help-yes-button = Sí
help-unsure-button = No lo sé
help-no-button = No
help-safe-thanks = Gracias por decírmelo. «Ayuda ahora» está aquí a cualquier hora.
help-note-on-its-way = Va en camino al Slack de su terapeuta un aviso de que usted pidió hablarle.
    .discreet = Va en camino a { $therapist } un aviso de que usted lo pidió.
help-words-note = Por esas palabras va en camino un aviso al Slack de su terapeuta. No dice lo que usted escribió.
    .discreet = Por esas palabras va en camino un aviso a { $therapist }. No dice lo que usted escribió.
help-reads-now = Es horario de trabajo, así que puede que se vea pronto. No puedo prometer cuándo. El número de emergencias de arriba atiende a cualquier hora.
    .discreet = Es horario de trabajo, así que puede que se vea pronto. No puedo prometer cuándo. El número de arriba atiende a cualquier hora.
help-reads-at = El próximo horario de trabajo comienza el { $at }. El número de emergencias de arriba atiende a cualquier hora.
    .discreet = El próximo horario de trabajo comienza el { $at }. El número de arriba atiende a cualquier hora.
help-reads-later = No puedo decir cuándo se verá. El número de emergencias de arriba atiende a cualquier hora.
    .discreet = No puedo decir cuándo se verá. El número de arriba atiende a cualquier hora.
help-not-delivered = El aviso no ha llegado hasta ahora al Slack de su terapeuta. Sigo intentándolo. Por favor, no lo espere; aquí están otra vez los números.
    .discreet = El aviso no ha llegado hasta ahora. Sigo intentándolo. Por favor, no lo espere; aquí están los números otra vez.

## Therapists

therapist-hello-title = Portal de progreso en terapia
therapist-hello = Aquí llegan las alertas sobre sus clientes, con los botones para responderlas.
therapist-not-read = Soy un programa. Lo que escribe aquí no se transmite a nadie.
therapist-not-yours = Esta alerta no corresponde a sus clientes, o ya no está.
staff-stranger = Esta aplicación es de { $practice }. Para usarla, quien administra el portal tiene que agregarle como terapeuta.
client-not-handled = Algo que envió { $client } no se pudo procesar por un fallo nuestro. Se le ha avisado a { $client }. Se conserva 7 días; el registro del portal indica el fallo.
client-unreachable = Ya no es posible escribir a { $client } en Telegram: el chat se bloqueó o se cerró allí. No se envía nada hasta que se abra de nuevo.
alert-title = { $client }: { $what }
alert-declining-mood = el ánimo ha ido bajando
alert-declining-mood-facts = El ánimo fue más bajo cada día, { $fall } puntos en total: { $days }.
alert-declining-mood-rule = { $minimum ->
    [0] Regla: el ánimo es más bajo que el día anterior, { $falls } días seguidos o más.
   *[other] Regla: el ánimo es más bajo que el día anterior, { $falls } días seguidos o más, y en { $minimum } puntos o más en total.
    }
alert-rising-anxiety = la ansiedad ha ido subiendo
alert-rising-anxiety-facts = La ansiedad fue más alta cada día, { $rise } puntos en total: { $days }.
alert-rising-anxiety-rule = { $minimum ->
    [0] Regla: la ansiedad es más alta que el día anterior, { $rises } días seguidos o más.
   *[other] Regla: la ansiedad es más alta que el día anterior, { $rises } días seguidos o más, y en { $minimum } puntos o más en total.
    }
alert-below-own-baseline = por debajo de lo habitual
alert-below-own-baseline-facts = { $item }: { $days }. En los 28 días anteriores, la media de { $values } respuestas fue { $mean }, con una dispersión de { $spread }.
alert-below-own-baseline-rule = Regla: el ánimo está { $k } desviaciones estándar o más por debajo de la media propia de los 28 días anteriores, { $days } días seguidos. Hacen falta 14 respuestas en esos días y una dispersión de al menos 0,5.
alert-missed-check-ins = registros sin responder
alert-missed-check-ins-facts = { $missed } seguidos sin responder, de { $since } a { $until }. De los últimos { $due } se respondieron { $answered }. Un micro-registro podría ayudar.
alert-missed-check-ins-rule = Regla: { $limit } seguidos o más sin responder, y de los últimos 7 una parte respondida menor que de los 28 anteriores.
alert-reliable-deterioration = { $instrument } es más alto de forma fiable
alert-reliable-deterioration-facts = { $instrument }: { $latest } el { $latest_on }; al inicio, el { $baseline_on }, era { $baseline }. A partir de { $threshold } puntos, una diferencia supera el error de medición.
alert-reliable-deterioration-rule = Regla: cambio fiable desde la primera puntuación del episodio.
alert-switched-off = Cerrada, { $at }: esta regla está ahora desactivada. Aquello de lo que trataba puede seguir dándose.
alert-ended = Se cerró por sí sola { $at }: aquello de lo que trataba ya no se da.
alert-verdict-useful-button = Fue útil
alert-verdict-not-useful-button = No fue útil
alert-verdict-knew-button = Ya lo sabía
alert-judged-useful = A { $by } le resultó útil.
alert-judged-not-useful = A { $by } no le resultó útil.
alert-judged-knew = { $by } ya lo sabía.
digest-title = { $clients ->
    [one] Resumen de hoy: 1 persona
   *[other] Resumen de hoy: { $clients } personas
    }
digest-note = Nada de esto es urgente. Está en Inicio hasta que termine o usted lo resuelva.
digest-more = { $more } más están en Inicio.
digest-card-button = { $client }
rules-styles-button = Cuánto me llega
rules-styles-title = ¿Cuánto quiere saber?
rules-styles-tested = Lo que cada opción habría avisado sobre sus clientes en los últimos { $days } días ({ $clients } en total). Las respuestas críticas y quien pide ayuda se avisan a cualquier hora, elija lo que elija.
rules-style-now = Como está ahora
rules-style-quiet = Poco
rules-style-balanced = Equilibrado
rules-style-close = De cerca
rules-style-line = { $alerts ->
    [0] { $style }: nada
    [one] { $style }: 1 alerta, sobre 1 persona
   *[other] { $style }: { $alerts } alertas, sobre { $clients ->
        [one] 1 persona
       *[other] { $clients } personas
    }
    }
rules-style-apart = En una misma persona, lo habitual son { $days } días entre dos.
rules-style-days = Días: { $listed }
rules-style-days-more = { $left ->
    [one] Días: { $listed }, y 1 día antes
   *[other] Días: { $listed }, y { $left } días antes
}
rules-style-quiet-button = Poco
rules-style-balanced-button = Equilibrado
rules-style-close-button = De cerca
rules-style-kept = Desde ahora recibe alertas según «{ $style }». Lo fijado para una sola persona se mantiene.
alert-engagement-decline = responde menos registros
alert-engagement-decline-facts = De los { $due } registros de los últimos 7 días, hasta { $until }, se respondieron { $answered }; de los { $usually_due } de los 28 días anteriores, { $usually_answered }. Un micro-registro podría ayudar.
alert-engagement-decline-rule = Regla: la parte respondida en los últimos 7 días es menor que el { $percent } % de la respondida en los 28 días anteriores. Necesita que en esos 28 días hubiera al menos 7 por responder.
alert-no-reliable-change = { $instrument }: sin cambio fiable por ahora
alert-no-reliable-change-facts = { $instrument }: { $latest } el { $latest_on }; al inicio, el { $baseline_on }, era { $baseline }. Son { $since_weeks } semanas, y la diferencia está dentro del error de medición.
alert-no-reliable-change-rule = Regla: { $weeks } semanas o más después de la primera puntuación, la más reciente no difiere de ella de forma fiable. Algunas personas mejoran más tarde; no es un pronóstico.
alert-score-threshold = { $instrument } llegó al número que usted fijó
alert-score-threshold-facts = { $instrument }: { $score } el { $on }.
alert-score-threshold-rule = Regla: la puntuación más reciente de esta escala es { $at } o más.
alert-unanswered-message = un mensaje espera respuesta
alert-unanswered-message-facts = Mensajes en espera: { $waiting }. El primero llegó el { $since }, hace { $waited } horas laborables.
alert-unanswered-message-rule = Regla: un mensaje espera respuesta desde hace { $hours } horas laborables o más.
alert-no-journal = hace tiempo sin entradas en el diario
alert-no-journal-facts = La última entrada fue el { $since }, y han pasado { $gap } días sin ninguna, sin contar los días de una pausa. Lo habitual entre dos son { $usual } días.
alert-no-journal-rule = Regla: más de { $days } días sin entrada, y más del doble del intervalo habitual de esta persona. Solo se mira en quien comparte su diario.
alert-homework-overdue = hay una tarea abierta
alert-homework-overdue-facts = Abierta desde el { $since }; tareas abiertas: { $waiting }.
alert-homework-overdue-rule = Regla: lo acordado no está hecho más de { $days } días después de su fecha.
alert-practice-gap = hace tiempo sin práctica
alert-practice-gap-facts = La última práctica fue el { $since }. Días preguntados desde entonces, hasta el { $until }, sin ninguna: { $gap }.
alert-practice-gap-rule = Regla: más de { $days } días seguidos de los preguntados sin práctica, después de haberla habido.
alert-unconfirmed-appointment = cita sin confirmar
alert-unconfirmed-appointment-facts = La cita del { $on } aún no tiene respuesta.
alert-unconfirmed-appointment-rule = Regla: una cita empieza en { $hours } horas o menos, y la persona ni ha dicho que sí ni ha pedido otra hora.
who-note-engagement-decline = Respondió a menos registros que antes.
who-note-no-reliable-change = Sus puntuaciones fueron parecidas durante varias semanas.
    .discreet = Algunos números fueron parecidos durante varias semanas.
who-note-score-threshold = Una puntuación llegó a un número que su terapeuta había elegido.
    .discreet = Un número llegó a otro que se había elegido antes.
who-note-unanswered-message = Un mensaje suyo esperaba respuesta.
who-note-no-journal = Hace un tiempo que no había entradas en el diario.
    .discreet = Hace un tiempo que no había notas suyas.
who-note-homework-overdue = Algo que habían acordado seguía abierto.
who-note-practice-gap = Hace un tiempo que no había práctica.
who-note-unconfirmed-appointment = Una cita aún no tenía respuesta.
    .discreet = Una de sus fechas aún no tenía respuesta.
alert-critical-item = respuesta crítica
alert-critical-item-facts = { $instrument }, pregunta { $item }, respuesta { $value } el { $on }. Los contactos de crisis le llegan con ese mismo toque.
alert-critical-item-rule = Regla: una respuesta crítica se comunica a cualquier hora. Dice qué se tocó, no cuánto riesgo hay.
alert-asked-for-therapist = pidió hablar con usted
alert-asked-for-therapist-facts = { $how ->
    [unsure] Respondió «No lo sé» a «¿Está a salvo en este momento?», { $on }. Los contactos de crisis le llegan otra vez.
    [no] Respondió «No» a «¿Está a salvo en este momento?», { $on }. Los contactos de crisis le llegan otra vez.
   *[other] Tocó «Avisar a mi terapeuta», { $on }.
}
alert-asked-for-therapist-rule = Regla: cuando alguien lo pide, se comunica a cualquier hora.
alert-day = { $on } { $value }
alert-raised = Vista por primera vez: { $at }.
alert-raised-again = Vista por primera vez: { $at }; { $times } veces, la última: { $last }.
alert-open = Nadie la ha tomado todavía.
alert-taken = La tomó { $by }, { $at }.
alert-snoozed = La pospuso { $by } hasta { $until }.
alert-resolved = La resolvió { $by }, { $at }.
alert-support-button = Enviar apoyo
alert-chart-button = Gráfico
alert-snooze-button = Posponer
alert-resolve-button = Resolver
alert-chart-days = { $item }, últimas 4 semanas
alert-chart-marked = días de esta alerta
alert-chart-none = No hay gráfico para esta alerta.
alert-chart-spoken = { $client }, { $item }: { $days }.
support-title = Apoyo para { $client }
support-next-appointment = Próxima cita: { $at }
support-no-appointment = No hay próxima cita anotada.
support-suggestion-label = Partir de
support-text-label = Mensaje en Telegram
support-text-hint = Lleva su nombre. Sale 20 segundos después de que lo envíe.
support-submit = Enviar
support-cancel = Cancelar
support-text-empty = Por favor, escriba un mensaje o elija uno de los tres.
support-text-long = Por favor, use menos de { $limit } caracteres.
support-from = { $therapist } le escribe:
    .discreet = Un mensaje para usted:
support-not-read = Para responder, pulse «Escribir un mensaje» (/message); lo que se escribe aquí sin eso no se transmite.
    .discreet = Para responder, pulse «Escribir un mensaje» (/message); lo que se escribe aquí sin eso no se transmite.
support-leaves = El apoyo para { $client } sale a las { $at }.
support-undo-button = Deshacer
support-sent = El apoyo para { $client } se entregó a Telegram a las { $at }.
support-cancelled = Retirado. A { $client } no se le envió nada.
support-failed = El apoyo para { $client } no se pudo entregar en Telegram.
support-cancelling = El apoyo para { $client } puede estar saliendo en este momento; le avisaré aquí.
support-too-late = Ya salió.
snooze-title = Posponer
snooze-label = Recordármela
snooze-submit = Posponer
snooze-choose = Por favor, elija una opción.
snooze-tomorrow = La próxima mañana de trabajo ({ $at })
snooze-three-days = En 3 días ({ $at })
snooze-week = En una semana ({ $at })
support-declining-mood-1 = Vi que los últimos días han sido más pesados. Pienso en usted, y lo miraremos en nuestro próximo encuentro.
support-declining-mood-2 = Parece un tramo más duro. Hoy no hace falta arreglar nada. ¿Hay algo pequeño que antes le haya servido?
support-declining-mood-3 = Gracias por responder también en días difíciles. ¿Le gustaría hablar antes de nuestra próxima cita?
support-rising-anxiety-1 = Vi que los últimos días han sido más tensos. Pienso en usted, y lo miraremos en nuestro próximo encuentro.
support-rising-anxiety-2 = Parece un tramo de inquietud. Si le viene bien, unos minutos del ejercicio que practicamos pueden servir.
support-rising-anxiety-3 = Gracias por responder también en días tensos. ¿Le gustaría hablar antes de nuestra próxima cita?
support-missed-check-ins-1 = Ha habido silencio por aquí, y está bien así. Si quiere, basta con un número.
support-missed-check-ins-2 = Quería saludarle. Si los registros no le vienen bien ahora, podemos cambiarlos.
support-missed-check-ins-3 = No hace falta que responda. Me alegrará verle en nuestra próxima cita.
support-below-own-baseline-1 = Vi que los últimos días han sido más pesados que de costumbre. Pienso en usted.
support-below-own-baseline-2 = Parece un tramo más duro. Hoy no hace falta arreglar nada. ¿Hay algo pequeño que antes le haya servido?
support-below-own-baseline-3 = Gracias por responder también en días difíciles. ¿Le gustaría hablar antes de nuestra próxima cita?
support-reliable-deterioration-1 = Gracias por contestar el cuestionario. Lo leí, y lo miraremos en nuestro próximo encuentro.
support-reliable-deterioration-2 = Parece un tramo más duro. Pienso en usted. ¿Le gustaría hablar antes de nuestra próxima cita?
support-reliable-deterioration-3 = Gracias por contar con franqueza cómo fueron las últimas semanas. Eso nos ayuda a elegir el siguiente paso.
support-critical-item-1 = Leí su respuesta, y agradezco que me lo haya dicho. ¿Le gustaría hablar hoy? Dígame cuándo le viene bien.
support-critical-item-2 = Gracias por su franqueza. No tiene que llevar esto a solas. Si se hace más difícil, «Ayuda ahora» muestra a quién llamar a toda hora.
support-critical-item-3 = Me gustaría saber cómo está. ¿Hay un buen momento para hablar hoy o mañana?
support-asked-for-therapist-1 = Vi que preguntó por mí. Me gustaría saber cómo está. ¿Cuándo podemos hablar?
support-asked-for-therapist-2 = Vi su aviso. ¿Hay un buen momento para hablar hoy? Hasta entonces, «Ayuda ahora» muestra a quién llamar a cualquier hora.
support-asked-for-therapist-3 = Gracias por avisarme. Hablemos en cuanto le venga bien.
support-generic-1 = Pienso en usted, y miraremos las cosas en nuestro próximo encuentro.
support-generic-2 = Parece un tramo más duro. Hoy no hace falta arreglar nada.
support-generic-3 = ¿Le gustaría hablar antes de nuestra próxima cita?

## Urgent notes on their way

help-where-button = ¿Dónde está el aviso?
help-where-none = En este momento no hay ningún aviso en camino.
help-where-posted = Publicado en el Slack de su terapeuta: { $at }.
    .discreet = Entregado: { $at }.
help-where-passed = Pasado a un colega de su terapeuta: { $at }.
    .discreet = Pasado a otra persona: { $at }.
help-where-opened = Abierto: { $at }.
help-where-unopened = Aún no se ha abierto.
help-where-taken = Su terapeuta lo vio y lo atiende: { $at }.
    .discreet = Se vio y se atiende: { $at }.
help-where-taken-colleague = Un colega de su terapeuta lo vio y lo atiende: { $at }.
    .discreet = Otra persona lo vio y lo atiende: { $at }.
help-where-not-delivered = Hasta ahora no ha llegado al Slack de su terapeuta. Sigo intentándolo.
    .discreet = Hasta ahora no ha llegado. Sigo intentándolo.
help-where-note = «Abierto» quiere decir que alguien pulsó un botón; Slack no me dice quién mira. El número de emergencias contesta a cualquier hora.
    .discreet = «Abierto» quiere decir que alguien pulsó un botón; no puedo saber quién mira. El número de arriba contesta a cualquier hora.
help-away = Su terapeuta está ausente en este momento.
    .discreet = Hay una ausencia en este momento.
help-away-colleague = Su terapeuta está ausente en este momento, así que el aviso va también a un colega.
    .discreet = Hay una ausencia en este momento, así que el aviso va también a otra persona.
help-note-to-colleague = Desde aquí no puedo avisar a su terapeuta. Un aviso va en camino al Slack de otra persona del equipo.
    .discreet = Un aviso va en camino a alguien que suple.
help-critical-note-colleague = Desde aquí no puedo avisar a su terapeuta. Un aviso sobre esta respuesta va ahora al Slack de un colega.
help-nobody = Hasta ahora nadie ha atendido el aviso en Slack. Lo sigo pasando. Por favor, no lo espere; aquí están otra vez los números.
alert-take-button = Lo atiendo yo
alert-told = La tarjeta llegó a: { $people }.
alert-told-one = { $name }, { $at }

## Home, Away and the test alert

staff-home-title = Sus clientes en { $practice }
staff-home-empty = Aún no hay clientes. Quien administra el portal invita a uno: portal client invite
staff-home-urgent = Urgente, sin atender ({ $clients })
staff-home-alert = Alertas ({ $clients })
staff-home-quiet = Sin noticias últimamente ({ $clients })
staff-home-rest = Los demás ({ $clients })
staff-home-colleague = Cliente de { $therapist }
staff-home-chain = Las tarjetas urgentes van a: { $people }
staff-home-page = Página { $page } de { $pages }
staff-earlier-button = Anteriores
staff-later-button = Siguientes
staff-client-invited = con invitación, aún sin unirse
staff-client-paused = en pausa
staff-client-stopped = terminó
staff-client-discharged = de alta
staff-last-check-in = último registro { $on }
staff-no-check-in = aún sin registros
staff-check-in-open = un registro está abierto
staff-here = Usted está disponible.
staff-away = Usted está ausente hasta { $until }. Las tarjetas urgentes van también a la siguiente persona de la cadena; las demás alertas le esperan.
staff-away-deputy = Usted está ausente hasta { $until }. Las tarjetas urgentes van también a la siguiente persona de la cadena; las demás alertas van a { $deputy }.
staff-away-button = Estaré ausente
staff-back-button = Ya volví
staff-test-button = Enviar una alerta de prueba
staff-tested-never = La cadena aún no se ha probado: envíe una alerta de prueba.
staff-tested = Última prueba completa: { $at }.
staff-tested-long-ago = La última prueba completa tiene más de 30 días ({ $at }): envíe otra.
staff-away-title = Ausencia
staff-away-submit = Guardar
staff-away-urgent = Las tarjetas urgentes le siguen llegando, y a la vez a la siguiente persona de la cadena.
staff-away-until-label = Ausente hasta
staff-away-deputy-label = Quién recibe las demás alertas mientras tanto
staff-away-nobody = Nadie: me esperan
staff-away-when = Elija un momento futuro, dentro de un año.
staff-away-not-understood = No entendí hasta cuándo. Escriba por ejemplo: /portal ausente hasta vie 9:00, o hasta 12 nov, o por 3 días
staff-away-unknown = No conozco a esa persona. Están: { $colleagues }
staff-away-alone = Aquí no hay nadie que pueda sustituirle.
staff-away-kept = Anotado. Usted está ausente hasta { $until }.
staff-back-kept = Le damos de nuevo la bienvenida. Las alertas que esperaban llegan ahora, o en su horario de trabajo.
staff-back-already = Usted no estaba ausente.
staff-no-alerts = No hay ninguna alerta abierta.
staff-clients-title = Sus clientes
staff-alerts-title = Alertas abiertas
staff-help-title = Lo que hace /portal
staff-help-unknown = No conozco ese comando. Estos son los que conozco:
staff-help-clients = /portal clientes: sus clientes, primero quien necesita atención
staff-help-alerts = /portal alertas: lo que no está resuelto
staff-help-away = /portal ausente hasta vie 9:00: usted no lee hasta entonces. Con el nombre de un colega tras una coma, las demás alertas le llegan a esa persona.
staff-help-back = /portal vuelta: usted vuelve a leer
staff-help-test = /portal prueba: una alerta de prueba a toda la cadena
staff-help-oncall = /portal guardia: quién está de guardia, y ceder un día a un colega
staff-help-home = Lo mismo, con botones, está en la pestaña Inicio de esta aplicación.
staff-test-title = Alerta de prueba
staff-test-card = Es una prueba de { $by }. No se trata de ningún cliente. Pulse el botón, para que se sepa que las tarjetas urgentes le llegan.
staff-test-next = Sin respuesta, la prueba sigue con la siguiente persona a los { $minutes } minutos.
staff-test-got-button = Me llegó
staff-test-got = Gracias. Anotado: { $at }.
staff-test-not-yours = Esta alerta de prueba no es para usted, o ya no existe.
staff-test-running = Ya hay una alerta de prueba en camino. Su resultado llega aquí.
staff-test-report = Alerta de prueba: a quién le llegó
staff-test-has-got = { $name }: le llegó, { $at }
staff-test-told = { $name }: enviado { $at }, aún sin respuesta
staff-test-waits = { $name }: es la siguiente persona
staff-test-absent = { $name }: se pasó por alto, ausente o fuera de alcance en Slack
staff-test-passed = Les llegó a todas las personas de la prueba.
staff-test-not-passed = No les llegó a todas. Mire a quién no: ¿puede avisar Slack en ese teléfono, y es correcto el identificador de miembro?
staff-test-on-its-way = La prueba está en camino; este mensaje cambia con ella.
staff-answer-there = La respuesta llega en su chat con esta aplicación, o se abre delante de usted.

## Groups

group-private-hello = Hola. Cuido un grupo de { $practice }. Soy un programa: nadie lee lo que escriba aquí. «Ayuda ahora» muestra a cualquier hora a quién puede llamar.
group-stranger = No puedo dejarle entrar: este grupo es para personas inscritas por { $practice }. Si esperaba estar entre ellas, su terapeuta puede ayudarle.
group-outsider = En un grupo que usted dirige hay alguien que no está inscrito y que no entró por su puerta: se le añadió a mano o llegó por un enlace que no pregunta a nadie. La lista de miembros de Telegram muestra quién es nuevo. Si lo conoce, no hay que hacer nada; si no, sáquelo allí.
group-bot-idle = En un grupo que usted dirige no soy administrador en Telegram, o ya no estoy en él: no se deja entrar a nadie, no se quita nada, y palabras que pueden indicar peligro pueden pasar sin oírse. Por favor, haga que vuelva a ser administrador.
group-pledge-title = Le damos la bienvenida al grupo. Tiene cuatro reglas de la casa
group-rules-title = Nuestras reglas de la casa
group-rule-stays = Lo que se dice aquí se queda aquí.
group-rule-kind = Hablamos de lo propio, con amabilidad, y responder es voluntario.
group-rule-contacts = Sin números de teléfono, direcciones, enlaces ni nombres de personas de fuera. Retiro esos mensajes.
group-rule-report = Si algo le inquieta, responda a ese mensaje con /report. Quien facilita lo mira. /help muestra a quién puede llamar.
group-telegram = Los demás ven su nombre y su foto de Telegram; Telegram también procesa lo que se escribe, y el grupo no tiene cifrado de extremo a extremo.
group-agree-button = De acuerdo
group-not-now-button = Ahora no
group-welcome = Gracias. Ya puede entrar.
group-write-me = Para que también pueda escribirle más adelante, envíeme aquí un mensaje, por ejemplo /start.
group-not-now = Está bien. Si cambia de idea, abra otra vez el enlace del grupo.
group-inside = Ya está en el grupo.
group-ask-again = Abra otra vez el enlace del grupo, por favor.
group-removed = He retirado del grupo su último mensaje.
group-removed-phone = Parecía contener un número de teléfono.
group-removed-email = Parecía contener una dirección de correo.
group-removed-link = Parecía contener un enlace.
group-removed-mention = Nombraba a alguien que no está en el grupo.
group-removed-again = Así se protege la intimidad de todo el grupo. Puede escribirlo otra vez sin eso. Si me he equivocado, dígaselo a quien facilita.
group-reported = Gracias. Quien facilita recibe una nota y decide; hasta entonces el mensaje se queda. Soy un programa: puede que nadie lea la nota enseguida.
group-report-how = Para avisar de un mensaje, respóndale con /report. Retiro la orden para que el grupo no la vea.
group-reminder = Un recordatorio amable de las reglas de nuestro grupo:
group-muted = Quien facilita ha pedido una pausa: puede leer en el grupo y volver a escribir desde { $until }. Pueden hablarlo cuando se vean.
group-ready = Gracias. Aquí tengo lo que necesito. Se entra por el enlace que da la consulta; /rules muestra las reglas de la casa.
group-rights-missing = Hola. Para cuidar este grupo, falta que alguien que administra me permita:
group-right-can-delete-messages = · eliminar mensajes
group-right-can-restrict-members = · restringir a miembros
group-right-can-invite-users = · invitar con un enlace
help-words = Algunas de sus palabras me hicieron querer mostrarle esto.
case-reported-title = { $group }: aviso sobre un mensaje
case-reported = { $reporter } avisó de un mensaje de { $author }, { $at }. Se queda en el grupo hasta que decida.
case-reported-again = Hubo { $times } avisos.
case-crisis-title = { $group }: mírelo pronto, por favor
case-crisis = { $author } usó palabras que pueden significar peligro, { $at }. Es una coincidencia de palabras y puede ser una falsa alarma. La tarjeta de ayuda va en camino a { $author }.
case-crisis-unsure-title = { $group }: palabras para mirar
case-crisis-unsure = { $author } usó palabras que pueden significar peligro, probablemente negadas o sobre otra persona, { $at }. Es una coincidencia de palabras y puede ser una falsa alarma. La tarjeta de ayuda va en camino a { $author }.
case-was-removed = El mensaje también tenía datos de contacto, así que se retiró del grupo. Quien administra el grupo lo encuentra en Telegram, en «Acciones recientes», durante 48 horas.
case-where = Dónde está en Telegram: { $link }
case-not-deleted = No pude retirar un mensaje de { $group }: Telegram no lo permite, y quien administra el grupo puede borrarlo allí.
group-member-gone = { $member } ya no pertenece a { $group }: se terminó por parte de esa persona, y no sé por qué. Si todavía está en el grupo de Telegram, la saco de él. Quien vuelve se inscribe de nuevo y acepta de nuevo las normas.
group-member-still-in = No pude sacar a { $member } de { $group }: Telegram no lo permite. Ya no pertenece al grupo, y quien lo administra puede sacarle allí.
case-told = Avisados: { $names }.
group-note-told = Un aviso va en camino a quienes cuidan este grupo. Soy un programa y no sé quién lo lee ni cuándo, así que, por favor, no lo espere.
case-no-words = Lo escrito no se guarda aquí ni se envía a Slack.
case-not-enrolled = alguien sin inscripción
case-release-button = Dejarlo
case-seen-button = Me ocupo
case-delete-button = Eliminar
case-remind-button = Recordar
case-mute-button = Silenciar 24 h
case-settled-release = Cerrado por { $by }, { $at }.
case-settled-delete = { $by } hizo eliminarlo, { $at }.
case-settled-remind = { $by } hizo recordar las reglas a quien lo escribió, { $at }.
case-settled-mute = { $by } silenció a quien lo escribió durante 24 horas, { $at }.
case-settled-already = Esto ya se decidió.
case-not-yours = Esto pertenece al grupo de otra persona que facilita.
group-practice-button = Cuántos practicaron
group-numbers-button = En números
group-practice-title = { $group }: cuántos practicaron
group-practice-counted = Se cuenta a { $members } personas: están de acuerdo y dijeron algo sobre su práctica en estos { $days } días.
group-practice-caption = El día con menos: { $lowest }. El día con más: { $highest }. El día más reciente, { $on }: { $latest }.
group-practice-nobody = Son solo números: no se dice de quién fue la práctica. Quien no respondió un día cuenta ese día como ninguna.
group-practice-few = No hay nada que mostrar: hacen falta al menos { $least } personas que estén de acuerdo en que se las cuente y que hayan dicho algo sobre su práctica en las últimas cuatro semanas. Con menos, un número podría decir quién fue. Una persona da su acuerdo en Telegram con /sharing.
group-practice-none = Usted no dirige ningún grupo aquí.
group-practice-number = { $on }: { $practised } de { $members }
group-command-rules = Nuestras reglas de la casa
group-command-report = Responda con esto a un mensaje para avisar
group-command-help = A quién puede llamar a cualquier hora

# Qué se guarda, parte por parte; lo que se dice de cada una viene del mapa de datos.
privacy-answers-button = Mis respuestas
privacy-journal-button = Mi diario
    .discreet = Mis notas
privacy-notes-button = Avisos sobre mí
privacy-messages-button = Mensajes
privacy-session-notes-button = Notas de sesiones
    .discreet = Notas compartidas
privacy-about-you-button = Quién soy
privacy-on-its-way-button = En camino
privacy-groups-button = Grupos
privacy-against-button = ¿Podría usarse en mi contra?
privacy-sharing-button = Lo que acepto
privacy-who-button = Quién lo ha visto
privacy-copy-button = Llevarme una copia
privacy-delete-button = Borrarlo todo
privacy-more-button = Qué más se guarda
privacy-part-answers = Sus respuestas
privacy-part-journal = Su diario
    .discreet = Sus notas
privacy-part-notes = Avisos a { $therapist }
privacy-part-messages = Mensajes, tareas, estante y citas
    .discreet = Mensajes, su lista, su estante y sus fechas
privacy-part-session-notes = Notas de sesiones
    .discreet = Notas compartidas
privacy-part-about-you = Quién es usted
privacy-part-on-its-way = Lo que está en camino
privacy-part-groups = Grupos
privacy-part-practice = La consulta
    .discreet = Quién lleva esto
privacy-what-answers = Qué: lo que responde en los registros, las puntuaciones y los días en que se le preguntó. Sus metas con sus pasos y números, y los días que usted o { $therapist } señalaron como importantes.
    .discreet = Qué: lo que responde, los números que hay en ello y los días en que se le preguntó. Sus planes con sus pasos y números, y los días señalados.
privacy-what-notes = Qué: cuándo un patrón en sus respuestas, una respuesta o unas palabras sobre seguridad o su propio deseo envió un aviso, y quién lo tomó. También qué respuesta se conoce y tiene un plan, y qué siguió por sí solo.
    .discreet = Qué: cuándo un patrón en sus respuestas, una sola respuesta, unas palabras o su propio deseo envió un aviso, y quién lo atendió. También qué respuesta se conoce y tiene un plan, y qué siguió por sí solo.
privacy-what-messages = Qué: los mensajes de { $therapist } y los suyos que pasaron por aquí, las tareas y sus fotos, lo que hay en su estante, lo que dijo sobre ambos, y cuándo tienen cita.
    .discreet = Qué: los mensajes para usted y los suyos, lo que hay en su lista y en su estante, lo que dijo sobre ambos, sus fotos, y cuándo se ven.
privacy-what-about-you = Qué: su cuenta de Telegram, un código en lugar de su nombre, su idioma, zona horaria y hora del registro. Lo que aceptó, cuándo empezó, sus pausas y si tiene un PIN. También quién del personal miró algo suyo, y cuándo.
privacy-what-session-notes = Qué: notas de sesiones que { $therapist } le propuso, lo que usted respondió y cuándo. Un borrador sin proponer es solo de { $therapist }.
    .discreet = Qué: notas que se le propusieron, lo que usted respondió y cuándo.
privacy-what-on-its-way = Qué: lo que escribe hasta que se procesa, en qué punto de la conversación está, y cuáles de mis frases se le enviaron.
privacy-what-groups = Qué: en qué grupo está, y cuáles de sus mensajes revisó alguien. Los mensajes mismos están en Telegram, no aquí. Si está de acuerdo en que se le cuente, quien lo dirige ve cuántas personas practicaron un día, sin nombres.
privacy-what-practice = Qué: el nombre, las horas y los contactos de crisis de la consulta, su personal, a quién se avisa de lo urgente, y sus propias claves.
    .discreet = Qué: el nombre, las horas y los números de ayuda, quién trabaja aquí, a quién se avisa de lo urgente y las claves.
privacy-where-answers = Dónde: en la base de datos de { $practice }. Telegram también tiene lo que toca y escribe aquí; un aviso a { $therapist } lleva números y un gráfico a Slack, nunca lo que escribió.
privacy-where-journal = Dónde: en la base de datos de { $practice }. Telegram también tiene lo que escribe aquí. Slack no tiene nada de ello: lo que comparte se lee en una página de { $practice }.
privacy-where-notes = Dónde: en la base de datos de { $practice }, y en Slack, donde { $therapist } los lee: su código, números y un gráfico, nunca lo que escribió.
privacy-where-messages = Dónde: en la base de datos de { $practice }. { $therapist } escribe en Slack y usted lee en Telegram: ambos también los tienen.
    .discreet = Dónde: en la base de datos de { $practice }. Los mensajes para usted se escriben en Slack y usted los lee en Telegram: ambos también los tienen.
privacy-where-session-notes = Dónde: en la base de datos de { $practice }. Usted las lee en Telegram, que también las tiene; { $therapist } las lee en una página de { $practice }. Slack no tiene nada de ello.
privacy-where-about-you = Dónde: en la base de datos de { $practice }. Telegram conoce su cuenta; Slack solo ve su código.
privacy-where-on-its-way = Dónde: en la base de datos de { $practice }, y en este chat en Telegram.
privacy-where-groups = Dónde: en la base de datos de { $practice }. Telegram sabe quién está en el grupo, y a { $practice } se le avisa en Slack de que se revisó un mensaje.
privacy-where-practice = Dónde: en la base de datos de { $practice }.
privacy-why-see-how-it-goes = Para qué: para que usted y { $therapist } vean cómo va.
privacy-why-keep-journal = Para qué: para que pueda volver a lo que escribió y compartir lo que elija.
privacy-why-tell-therapist = Para qué: para que { $therapist } se entere cuando importa.
privacy-why-carry = Para qué: para hacerle llegar un mensaje y recordar la hora.
privacy-why-hold-the-same = Para qué: para que usted y { $therapist } tengan las mismas palabras.
privacy-why-know-you = Para qué: para preguntar a la persona correcta a la hora correcta.
privacy-why-deliver = Para qué: para que nada se pierda ni se envíe dos veces.
privacy-why-lead-group = Para qué: para que el grupo siga siendo un lugar seguro.
privacy-why-run = Para qué: para que el portal funcione.
privacy-lock-client = Cómo se protege: lo que escribió o respondió, y su cuenta, están cifrados con una clave propia de usted. La abre el archivo de claves de la consulta, que no se guarda con la base de datos.
    .discreet = Cómo se protege: lo que escribió o respondió, y su cuenta, están cifrados con una clave propia de usted. La abre un archivo de claves que no se guarda con la base de datos.
privacy-lock-practice = Cómo se protege: los nombres están cifrados con una clave de la consulta.
    .discreet = Cómo se protege: los nombres están cifrados con una clave propia.
privacy-lock-bot = Lo que llega está cifrado con una clave del programa de este chat hasta que se procesa.
privacy-lock-group = Cómo se protege: el nombre del grupo y su enlace están cifrados con una clave del grupo.
privacy-lock-none = Sin cifrar: códigos, horas, estados y tipos. El programa los busca así.
privacy-keep-record = Cuánto tiempo: hasta que usted o { $practice } lo borre. Usted puede con /delete_me, y tener una copia con /export; nada de su historial se borra solo.
    .discreet = Cuánto tiempo: hasta que usted o { $practice } lo borre. Usted puede con /delete_me, y tener una copia con /export; nada de lo suyo se borra solo.
privacy-keep-week = Lo que ya se procesó se borra a los 7 días.
privacy-keep-month = Las invitaciones viejas y las marcas de los días en que se le escribió se borran a los 30 días.
privacy-keep-quarter = Los envíos viejos y las conversaciones que nadie continuó se borran a los 90 días.
privacy-keep-while-needed = Cuánto tiempo: mientras exista la consulta, o el grupo.
    .discreet = Cuánto tiempo: mientras exista esto, o el grupo.
privacy-readers = Quién puede leerlo aquí:
privacy-reader-client = • usted
privacy-reader-therapist = • { $therapist }
privacy-reader-chain = • si un aviso es urgente y nadie lo toma: los colegas que { $practice } ha nombrado
privacy-reader-facilitator = • quien dirige el grupo
privacy-reader-administrator = • quien administra la consulta
    .discreet = • quien administra esto
privacy-reader-program = • nadie: es para el trabajo del propio programa
privacy-against-title = ¿Podría usarse en mi contra?
privacy-against-own = { $privacy_text }
privacy-against-none = { $practice } todavía no ha escrito una respuesta. Es una buena pregunta, y no puedo responderla por su país ni por su situación. Pregunte, por favor, a { $therapist } antes de escribir lo que le preocupa.

## Roles

privacy-reader-supervisor = • quien supervisa en { $practice }, si lo hay
privacy-reader-auditor = • quien audita en { $practice }, si lo hay
staff-not-your-part = Su función en esta consulta no incluye esto, así que no se hizo nada.
staff-home-title-supervisor = Todos los clientes en { $practice }
staff-home-title-facilitator = Sus grupos en { $practice }
staff-home-facilitator = Los mensajes de los que alguien avisó y los avisos urgentes de sus grupos llegan como mensajes en esta aplicación.
staff-home-title-administrator = Usted se ocupa del portal de { $practice }
staff-home-administrator = Lo que los clientes responden y escriben no se le muestra.
staff-home-title-auditor = Usted se ocupa de la auditoría de { $practice }
staff-home-auditor = Quien administra el portal le entrega la auditoría en un archivo: portal audit export. Dice quién vio o hizo qué, y nada de lo que escribieron los clientes.
staff-home-chain-after = Las tarjetas urgentes llegan primero al terapeuta del cliente y después a: { $people }
staff-home-no-chain = Las tarjetas urgentes llegan solo al terapeuta del cliente. La cadena se define con: portal practice set --chain

# La página de expedientes. El personal lo lee en Slack y en su navegador.
staff-help-record = /portal expediente y el código de un cliente: el expediente, en su navegador. Sin código: la lectura del día.
record-open-button = Abrir el expediente
record-list-button = Lectura de hoy
record-link-title = Página de expedientes
record-link-about = El expediente de { $client }
record-link-list = Lectura de hoy
record-link-once = Este enlace es solo para usted. Sirve una vez, hasta { $until }, y la página pide después un código de su aplicación de autenticación.
record-link-button = Abrir en el navegador
record-link-close = Cerrar
record-no-address = La página de expedientes aún no tiene dirección, así que no puedo abrirla. Quien administra el portal ve el siguiente paso con: portal check
record-not-yours = No encuentro a ningún cliente suyo con ese código. El código va detrás del comando, como en /portal tareas dos-palabras; /portal clientes muestra los códigos.
record-told-set-up = Se configuró un segundo factor a su nombre en la página de expedientes. Si no fue usted, avise enseguida a quien administra el portal.
record-told-locked = Se dieron varios códigos equivocados a su nombre en la página de expedientes. Nadie puede intentarlo antes de { $until }. Si no fue usted, avise a quien administra el portal.
record-told-recovery = Se usó uno de sus códigos de recuperación en la página de expedientes; quedan { $left }. Si no fue usted, avise enseguida a quien administra el portal.
record-told-reset = Quien administra el portal quitó su segundo factor. Cuando abra de nuevo la página de expedientes, configurará otro. Si usted no lo pidió, hable con esa persona.
record-skip = Ir al contenido
record-sign-out-button = Cerrar en todas partes
record-enter-title = Página de expedientes
record-enter = El enlace que abrió sirve una vez. Siga cuando nadie más vea su pantalla.
record-enter-button = Seguir
record-code-title = Su código
record-code = Abra su aplicación de autenticación y escriba el código que muestra para { $practice }.
record-code-label = Código
record-code-hint = Seis cifras. Sin su teléfono, también sirve uno de sus códigos de recuperación.
record-code-button = Entrar
record-code-wrong = No era ese. Cada código sirve una vez y medio minuto: tome el que se muestra ahora.
record-code-locked = Hubo demasiados códigos equivocados. Puede intentarlo de nuevo después de { $until }.
record-setup-title = Configure su segundo factor
record-setup = Lo que los clientes escriben y responden se muestra aquí solo con un código de su teléfono. Escanee esto con cualquier aplicación de autenticación.
record-setup-picture = Un código cuadrado para escanear. Contiene la misma clave que está debajo.
record-setup-key = O escriba esta clave en la aplicación
record-setup-here = La aplicación está en este teléfono: abrirla
record-setup-code = El código que la aplicación muestra ahora
record-setup-button = Confirmar
record-codes-title = Sus códigos de recuperación
record-codes = Cada uno le deja entrar una vez si ya no tiene su teléfono. Imprímalos o guárdelos donde guarda sus contraseñas. Solo se muestran ahora.
record-codes-onward = Los he guardado: seguir
record-again = En Slack, /portal expediente abre la página de nuevo.
record-link-over-title = Este enlace ya se usó
record-link-over-said = Ya sirvió una vez, o tiene más de diez minutos.
record-over-title = Su sesión está cerrada
record-over-said = Tras 15 minutos sin mirar, y como máximo tras 8 horas, esta página se cierra sola.
record-left-title = Su sesión está cerrada
record-left-said = Vale para todos los dispositivos en los que la tenía abierta.
record-nothing-title = Aquí no hay nada
record-nothing-said = Esta página no existe, o no le corresponde leerla.
record-busy-title = Demasiados intentos
record-busy-said = Hubo demasiados intentos desde su conexión. Espere, por favor, un minuto.
record-stale-title = Esta página llevaba mucho tiempo abierta
record-stale-said = Se cargó antes de que usted entrara de nuevo, así que no se hizo nada.
record-broken-title = Eso no funcionó
record-broken-said = No se perdió nada. Inténtelo, por favor, de nuevo en un momento.
record-since = Con el portal desde { $on }
record-therapist = Terapeuta: { $therapist }
record-appointment = Próxima cita: { $at }
record-active = con acceso
record-span = { $first } a { $last }
record-earlier = Antes
record-newest = A lo más nuevo
record-alerts = Alertas
record-answers = Respuestas
record-messages = Mensajes enviados
record-no-alerts = Sin alertas en este tiempo.
record-no-answers = Sin respuestas en este tiempo.
record-no-messages = Sin mensajes en este tiempo.
record-latest = Última
record-first = Primera
record-change = Desde la primera
record-week = En una semana
record-week-since = desde el { $on }
record-threshold = { $said } Fuente: { $source }
record-score = { $score } de { $highest }
record-day = { $band }, { $on }
record-mean = Medias de los últimos siete días
record-date = Fecha
record-total = Puntuación
record-band = Rango
record-critical = respuesta de seguridad
record-late = respondida tarde
record-unanswered = sin responder
record-fold = { $rows ->
    [one] Un día más
   *[other] { $rows } días más
}
record-alert-open = sin atender
record-alert-taken = atendida
record-alert-snoozed = pospuesta
record-alert-resolved = resuelta
record-message-waiting = sale { $at }
record-message-cancelling = se está retirando
record-message-sent = entregado a Telegram
record-message-cancelled = retirado
record-message-failed = no se pudo entregar
record-list-title = Lectura de hoy
record-list-some = { $clients ->
    [one] Un cliente con novedades
   *[other] { $clients } clientes con novedades
}
record-list-none = Nada nuevo sobre sus clientes desde su última lectura. Lo que llegue aparecerá aquí.
record-new-since = Nuevo desde { $at }
record-mark-button = Marcar como leído
record-whole = El expediente completo
record-more = Más clientes
record-caseload-title = Mis clientes
record-caseload-none = Todavía no tiene clientes propios. Cuando los tenga, aparecerán aquí uno al lado del otro.
record-caseload-no-scores = Todavía no hay puntuaciones. Cuando un cliente suyo haya respondido a un cuestionario, aparecerán aquí.
record-caseload-some = { $clients ->
    [one] Un cliente propio.
   *[other] { $clients } clientes propios, como en Inicio: primero quien necesita atención.
}
record-caseload-part = Estos son del { $first } al { $last } de { $clients }.
record-caseload-scales = Cuestionarios
record-caseload-scale = { $scale } ({ $clients })
record-caseload-picture = Sus clientes: { $scale }
record-caseload-picture-part = { $title } (del { $first } al { $last } de { $clients })
record-caseload-nothing = Sin puntuaciones todavía
record-caseload-moment = momento clave
record-caseload-chance = puede ser azar
record-caseload-one = primera puntuación
record-caseload-same = igual que la primera
record-caseload-lower = { $points } menos
record-caseload-higher = { $points } más
record-caseload-beyond = { $change }, más que azar
record-caseload-within = { $change }, puede ser azar
record-caseload-last = del { $on }
record-caseload-span = Del { $first } al { $last }.
record-caseload-spoken = { $title }. Última y primera puntuación; la tabla de abajo tiene los días.
record-caseload-spoken-one = { $client }: { $score }, primera { $baseline }.
record-caseload-spoken-none = { $client }: ninguna todavía.
record-caseload-fold = Lo mismo en una tabla
record-caseload-client = Cliente
record-caseload-open = Sin responder
record-caseload-point = { $score }, { $on }
record-caseload-before = Atrás

## El teléfono: PIN, bloqueo, vaciar el chat, modo discreto

discreet-practice = este servicio
discreet-therapist = su contacto
pin-unlock-title = Escriba su PIN con los botones
pin-change-title = Primero el PIN que tiene
pin-remove-title = Escriba su PIN otra vez
pin-new-title = Elija un PIN de 4 a 8 cifras
pin-repeat-title = Otra vez, por favor
pin-what-it-locks = El PIN cierra lo que muestro y lo que recibo. Lo que ya está en este chat se puede leer; /hide lo quita. Telegram ve los botones que se pulsan. La ayuda funciona sin PIN.
pin-problem-wrong = Ese no es el PIN.
pin-problem-short = Un PIN tiene de 4 a 8 cifras.
pin-problem-differs = Los dos no eran iguales. Elija otra vez, por favor.
pin-problem-typed = Use los botones de aquí, por favor. Lo que escribe no se guarda.
pin-wait = Se puede intentar de nuevo a partir de { $until }.
pin-entered = { $dots }
pin-digit-button = { $digit }
pin-back-button = ⌫
pin-ok-button = OK
pin-forgotten-button = No lo recuerdo
pin-cancel-button = Cancelar
pin-one-moment = Un momento, por favor.
pin-forgotten = Hable con { $therapist } en persona o por teléfono: allí se puede quitar el PIN, o recibe un nuevo enlace personal. Nada se pierde, y la ayuda funciona sin PIN.
pin-cancelled = No se cambió nada.
pin-kept = Su PIN está puesto.
pin-removed = Ya no hay PIN.
pin-taken-away = Se quitó su PIN, como pidió. /pin pone uno nuevo.
pin-open = Está abierto.
pin-wrong-before = { $wrong ->
    [one] Antes se escribió una vez un PIN equivocado.
   *[other] Antes se escribió { $wrong } veces un PIN equivocado.
}
pin-gone = Aquí ya no hay nada que escribir.
pin-on = Su PIN está puesto.
pin-locks-after = { $minutes ->
    [one] Cierro tras un minuto sin pulsar nada; /lock lo hace en el acto.
   *[other] Cierro tras { $minutes } minutos sin pulsar nada; /lock lo hace en el acto.
}
pin-lock-button = Cerrar ahora
pin-after-button = { $minutes } min
pin-change-button = Cambiar el PIN
pin-remove-button = Quitar el PIN
pin-settings-button = PIN
pin-none = Todavía no hay PIN.
pin-locked = Cerrado.
hide-done = Listo. Quité lo que pude, y eso es lo que llegó en los últimos dos días. Lo anterior se queda; en Telegram, el menú de este chat tiene «Vaciar chat» para eso.
waiting-something = Aquí hay algo para usted.
waiting-message = Aquí hay un mensaje para usted.
waiting-open-button = Abrir
settings-discreet-on = Palabras discretas: sí
settings-discreet-off = Palabras discretas: no
settings-pin-on = PIN: puesto
settings-pin-off = PIN: ninguno
settings-discreet-on-button = Usar palabras discretas
settings-discreet-off-button = Usar palabras claras
settings-pin-button = PIN
settings-hide-button = Vaciar este chat
command-hide = Vaciar este chat
privacy-keep-two-days = Los números de los mensajes de este chat, que /hide necesita, se borran a los 2 días.

# --- los derechos del cliente: una copia de todo, y el fin de todo ---------------------------------
export-title = Una copia de todo
export-holds = Puedo enviarle todo lo que se guarda sobre usted: sus respuestas con gráficos de cómo han ido, su diario y sus metas, mensajes, tareas, citas, avisos sobre usted, lo que aceptó y quién leyó qué. Se puede leer en PDF, y también está en tablas y para otros programas.
    .discreet = Puedo enviarle todo lo que se guarda sobre usted: sus respuestas con gráficos de cómo han ido, lo que escribió, mensajes, fechas, avisos sobre usted, lo que aceptó y quién leyó qué. Se puede leer en PDF, y también está en tablas y para otros programas.
export-locked = Llega como un solo archivo con cerradura. Preparo una contraseña y la envío justo después del archivo: anótela, en papel o en un gestor de contraseñas, porque nadie la guarda y nadie puede recuperarla. A los diez minutos la quito de este chat.
export-careful = Telegram transporta el archivo y también la contraseña. Quien pueda abrir el archivo lo lee todo: guárdelo donde solo mire usted, y después bórrelo aquí.
export-make-button = Preparar mi copia
export-again-button = Intentarlo otra vez
export-begun = La estoy preparando. El archivo llega en un momento, y después su contraseña.
export-under-way = Su copia se está preparando ahora mismo. Llegará sola.
export-enough = Ya ha recibido tres copias en un día. Vuelva mañana, por favor: mientras tanto todo sigue en su sitio.
export-failed = No se pudo preparar o enviar su copia. Todo lo suyo sigue en su sitio. Inténtelo un poco más tarde, por favor.
export-file = Su copia. Se abre con la contraseña que llega a continuación, por ejemplo con 7-Zip (Windows), Keka o The Unarchiver (Mac, iPhone) o ZArchiver (Android). Es posible que lo que trae su aparato no conozca esta cerradura.
export-passphrase = La contraseña de su copia. Tóquela para verla, y anótela:
export-passphrase-until = Sale de este chat a las { $until }, o cuando toque el botón. Nadie la guarda.
export-noted-button = Ya la tengo
export-passphrase-gone = Aquí había una contraseña, y ya no está. Si no la tiene, /export prepara una copia nueva con otra.
erase-title = Borrar todo lo mío
erase-goes = Lo que se va: sus respuestas y puntuaciones, su diario y sus metas, mensajes, tareas con sus fotos, citas, notas de sesiones, avisos sobre usted, lo que aceptó, su cuenta de Telegram aquí y su código. Primero se destruye su propia clave, para que nada de ello pueda volver a leerse. Esto no se puede deshacer.
    .discreet = Lo que se va: sus respuestas y los números que hay en ellas, lo que escribió, mensajes, fechas, avisos sobre usted, lo que aceptó, su cuenta de Telegram aquí y su código. Primero se destruye su propia clave, para que nada de ello pueda volver a leerse. Esto no se puede deshacer.
erase-afterwards = Después ya no sé quién es, y { $therapist } solo se entera de que su código se borró y, si hay un aviso urgente todavía abierto, de que lo había. Usted recibe un recibo.
erase-stays = Lo que se queda: lo que { $therapist } guarda fuera de este programa, como la historia en papel que la ley puede exigir; lo que está en este chat y en Slack; y una lista de quién hizo qué y cuándo, con números que ya no llevan a nadie. Si está en un grupo, sale de él; lo que escribió allí se queda hasta que usted lo borre en Telegram.
erase-when = ¿Cuándo quiere que ocurra? Hasta entonces todo sigue igual, puede echarse atrás en cualquier momento y nadie se lo recuerda. Quizá quiera antes una copia.
erase-export-button = Antes una copia
erase-days-button = En { $days } días
erase-now-button = Ahora
erase-keep-button = Conservarlo todo
erase-take-back-button = Me echo atrás
erase-really = Una vez más, porque no se puede deshacer: ¿borro ahora todo lo suyo?
erase-sure-button = Sí, borrar todo ahora
erase-kept = No se cambió nada.
erase-begun = Se está haciendo. El recibo llega en un momento.
erase-waits = Todo lo suyo se borrará el { $due }.
erase-meanwhile = Hasta entonces puede echarse atrás, aquí o con /delete_me. Nadie se lo recordará. Si mientras tanto no quiere recibir nada: /stop.
erase-taken-back = Hecho. Todo se queda como está.
receipt-title = Recibo
receipt-done = El { $at } se destruyó la clave con la que estaba cifrado todo lo suyo, y todo lo que había sobre usted se borró de la base de datos de { $practice }: respuestas, números, lo que escribió, mensajes, fechas, avisos, consentimientos, su cuenta y su código. { $rows ->
    [one] Era una fila.
   *[other] Eran { $rows } filas.
}
receipt-chat = Lo que está en este chat es de Telegram. Puede borrarlo: abra el menú del chat y elija «Eliminar chat».
receipt-copies-until = Las copias que { $practice } hizo antes, y el registro propio de la base de datos, pueden contenerlo todavía, cifrado, como muy tarde hasta el { $until }.
receipt-copies-ask = Las copias que { $practice } hizo antes pueden contenerlo todavía, cifrado, mientras { $practice } guarde copias. Puede preguntar cuánto tiempo es.
receipt-log-ask = El registro propio de la base de datos y las copias que { $practice } hizo antes pueden contenerlo todavía, cifrado, mientras { $practice } los guarde. Puede preguntar cuánto tiempo es.
receipt-number = Número de este recibo: { $receipt }
receipt-thanks = Gracias por haber estado aquí. Cuídese mucho.
erased-note = { $client }: todo lo que había sobre este cliente se borró del portal el { $at }, como quiso el cliente. Recibo { $receipt }.
erased-note-practice = { $client }: todo lo que había sobre este cliente se borró del portal el { $at }, por la consulta. Recibo { $receipt }.
erased-note-urgent = En ese momento había un aviso urgente sobre { $client }, que se fue con lo demás. Póngase en contacto con el cliente por otro camino, por favor.
erased-card = Este aviso trataba de un cliente cuyos datos se han borrado.
# La copia misma, como se lee en papel.
copy-title = Todo lo que se guarda sobre usted
copy-intro = Una copia de todo lo que el Therapy Progress Portal de { $practice } guarda sobre usted, tal como era el { $at }.
copy-code = El portal le conoce como { $code }. No guarda su nombre.
copy-careful = Esto es personal. Guárdelo donde solo usted pueda leerlo.
copy-numbers = Los números son respuestas a cuestionarios. No son un diagnóstico, y un solo número dice poco. { $therapist } puede mirarlos con usted.
copy-others = Lo mismo está en la carpeta «csv» en tablas, en record.json para programas y en fhir-bundle.json para programas de salud.
copy-contents = Qué hay aquí
copy-page = Página { $page } de { $pages }
copy-nothing = De esto no se guarda nada.
copy-settings = Lo que eligió
copy-check-ins = Registros y respuestas
copy-pictures = Cómo ha ido
copy-messages = Mensajes para usted
copy-appointments = Citas
copy-notes = Avisos sobre usted
copy-notes-intro = Cuando un patrón en sus respuestas, una sola respuesta o unas palabras sobre su seguridad o su propio deseo envió un aviso a { $therapist }. Un aviso dice que alguien debía mirar algo, nada más.
copy-consents = Lo que aceptó
copy-readers = Quién vio o hizo qué
copy-readers-intro = De la lista propia del portal, que no puede cambiarse sin que se note. De una lista de varios clientes solo se ve que usted estaba en ella.
copy-questions = Las preguntas
copy-question = { $item }. { $text }
copy-total = Total
copy-range = Intervalo
copy-date = Fecha
copy-when = Cuándo
copy-until = Hasta
copy-what = Qué
copy-who = Quién
copy-text = Texto
copy-minutes = Minutos
copy-became = Qué pasó con ello
copy-code-label = Su código
copy-since = Aquí desde
copy-language = Idioma
copy-place = Zona horaria
copy-time = Hora del registro
copy-address = Su cuenta en Telegram
copy-therapist-label = Terapeuta
copy-given = Dado
copy-late = más tarde de lo previsto
copy-still = sigue dado
copy-state-open = nadie lo ha tomado todavía
copy-state-taken = alguien lo ha visto
copy-state-snoozed = alguien lo mirará otra vez más tarde
copy-state-resolved = alguien se ha ocupado
copy-message-waiting = en camino
copy-message-sent = enviado
copy-message-cancelled = retirado
copy-message-cancelling = retirándose
copy-message-failed = no se pudo enviar
copy-purpose-check-ins = Registros
copy-purpose-alerts = Avisos sobre usted a su terapeuta
copy-purpose-sharing = Números y gráficos en los avisos
copy-purpose-messages = Mensajes de su terapeuta
copy-purpose-groups = Grupos
copy-purpose-group-count = Contarle en un grupo, sin nombre
copy-purpose-journal = Un diario
copy-purpose-journal-sharing = Compartir del diario
copy-purpose-notes = Notas de sesiones

## What a client agrees to, pauses, who read it, a new phone

sharing-title = Lo que usted acepta
sharing-check-ins-on = ✓ Registros: aquí le hago preguntas breves y sus respuestas se guardan.
sharing-check-ins-off = ○ Registros: desactivados. No pregunto nada ni guardo respuestas nuevas. Las anteriores siguen con { $therapist }.
sharing-alerts-on = ✓ Avisos sobre patrones: algunos patrones en sus respuestas, o en registros sin contestar, envían un aviso a { $therapist } en Slack. Si lo desactiva, una respuesta o palabras sobre seguridad y «Avisar a mi terapeuta» se siguen comunicando.
    .discreet = ✓ Avisos sobre patrones: algunos patrones en lo que responde, o en registros sin contestar, envían un aviso a { $therapist } en Slack. Si lo desactiva, las respuestas que lo piden y «Avisar» bajo la tarjeta de ayuda se siguen comunicando.
sharing-alerts-off = ○ Avisos sobre patrones: desactivados. { $therapist } no sabe de ningún patrón por mí. Una respuesta o palabras sobre seguridad y «Avisar a mi terapeuta» se siguen comunicando.
    .discreet = ○ Avisos sobre patrones: desactivados. Nadie sabe de ningún patrón por mí. Las respuestas que lo piden y «Avisar» bajo la tarjeta de ayuda se siguen comunicando.
sharing-sharing-on = ✓ Números en Slack: un aviso muestra los números y las imágenes de los que trata. Si lo desactiva, solo dice de qué trata; una respuesta sobre seguridad se sigue comunicando tal como la tocó. Las imágenes ya publicadas siguen en Slack.
    .discreet = ✓ Números en Slack: un aviso muestra los números y las imágenes de los que trata. Si lo desactiva, solo dice de qué trata; las respuestas que lo piden se siguen comunicando tal como las tocó. Las imágenes ya publicadas siguen en Slack.
sharing-sharing-off = ○ Números en Slack: desactivados. Un aviso dice de qué trata y no muestra números. Una respuesta sobre seguridad se sigue comunicando tal como la tocó.
    .discreet = ○ Números en Slack: desactivados. Un aviso dice de qué trata y no muestra números. Las respuestas que lo piden se siguen comunicando tal como las tocó.
sharing-messages-on = ✓ Mensajes: { $therapist } puede escribirle aquí.
sharing-messages-off = ○ Mensajes: desactivados. { $therapist } no puede escribirle aquí.
sharing-groups-on = ✓ Grupos: { $practice } puede ponerle en la lista de un grupo. Solo está en él si después acepta sus normas. Si lo desactiva, queda fuera de todos los grupos en el acto.
sharing-groups-off = ○ Grupos: desactivados. { $practice } no le pone en la lista de ningún grupo. Los grupos en los que estaba han terminado para usted, y quienes los dirigen lo saben, sin motivo.
sharing-group-count-on = ✓ Contarle en un grupo: quien dirige un grupo en el que está ve cuántas personas del grupo practicaron cada día, sin nombres y solo mientras al menos 5 estén de acuerdo. Usted es una de ellas.
    .discreet = ✓ Contarle en un grupo: quien dirige un grupo en el que está ve cuántas personas del grupo hicieron algo cada día, sin nombres y solo mientras al menos 5 estén de acuerdo. Usted es una de ellas.
sharing-group-count-off = ○ Contarle en un grupo: desactivado. Usted no entra en ningún número que vea quien dirige un grupo.
sharing-journal-on = ✓ Diario: lo que escribe con /journal se guarda. Solo usted puede leerlo mientras no lo comparta.
    .discreet = ✓ Notas propias: lo que escribe con /journal se guarda. Solo usted puede leerlo mientras no lo comparta.
sharing-journal-off = ○ Diario: desactivado. No se guarda nada nuevo. Lo que escribió antes está en /journal, para leerlo, compartirlo o borrarlo.
    .discreet = ○ Notas propias: desactivadas. No se guarda nada nuevo. Lo que escribió antes está en /journal, para leerlo, compartirlo o borrarlo.
sharing-journal-sharing-on = ✓ Diario para { $therapist }: lo que elija compartir puede leerse en una página de { $practice }. Si no escribe nada durante mucho más tiempo de lo habitual, la lista de { $therapist } puede decirlo; para eso cuentan los días de todas sus entradas, también las que son solo para usted, y nunca lo que dicen. Si lo desactiva, todo lo que compartió vuelve a ser solo suyo.
    .discreet = ✓ Compartir notas: lo que elija compartir puede leerse en una página de { $practice }. Si no escribe nada durante mucho más tiempo de lo habitual, la lista de su contacto puede decirlo; para eso cuentan los días de todas sus notas, también las que son solo para usted, y nunca lo que dicen. Si lo desactiva, todo lo que compartió vuelve a ser solo suyo.
sharing-journal-sharing-off = ○ Diario para { $therapist }: desactivado. Nadie más que usted lee su diario, y a nadie se le dice si escribe.
    .discreet = ○ Compartir notas: desactivado. Nadie más que usted las lee, y a nadie se le dice si escribe.
sharing-notes-on = ✓ Notas de sesiones: { $therapist } puede proponerle aquí una nota después de una sesión, y lo que usted responda se guarda con ella. Si lo desactiva, lo pendiente vuelve a { $therapist }. Lo ya cerrado queda, también para usted.
    .discreet = ✓ Notas compartidas: su contacto puede proponerle aquí una nota, y lo que usted responda se guarda con ella. Si lo desactiva, lo pendiente vuelve. Lo ya cerrado queda, también para usted.
sharing-notes-off = ○ Notas de sesiones: desactivadas. No se le propone ninguna nota. Lo ya cerrado está en /notes.
    .discreet = ○ Notas compartidas: desactivadas. No se le propone ninguna nota. Lo ya cerrado está en /notes.
sharing-research = Nada de esto se usa para investigación. La ayuda funciona elija lo que elija.
sharing-check-ins-off-button = Registros: desactivar
sharing-check-ins-on-button = Registros: activar
sharing-alerts-off-button = Avisos: desactivar
sharing-alerts-on-button = Avisos: activar
sharing-sharing-off-button = Números: desactivar
sharing-sharing-on-button = Números: activar
sharing-messages-off-button = Mensajes: desactivar
sharing-messages-on-button = Mensajes: activar
sharing-groups-off-button = Grupos: desactivar
sharing-journal-off-button = Diario: desactivar
    .discreet = Notas propias: desactivar
sharing-journal-on-button = Diario: activar
    .discreet = Notas propias: activar
sharing-journal-sharing-off-button = Compartir el diario: desactivar
    .discreet = Compartir notas: desactivar
sharing-journal-sharing-on-button = Compartir el diario: activar
    .discreet = Compartir notas: activar
sharing-notes-off-button = Notas de sesiones: desactivar
    .discreet = Notas compartidas: desactivar
sharing-notes-on-button = Notas de sesiones: activar
    .discreet = Notas compartidas: activar
sharing-groups-on-button = Grupos: activar
sharing-group-count-off-button = Contarle en un grupo: desactivar
sharing-group-count-on-button = Contarle en un grupo: activar
sharing-who-button = ¿Quién lo ha leído?
sharing-no-check-ins = Los registros están desactivados, como usted eligió.
sharing-news-title = Ahora puede elegir más
sharing-news = Lo que usted acepta está ahora en partes, y puede activar o desactivar cada una. Nada ha cambiado por sí solo: lo que aceptó sigue hasta que usted elija otra cosa.
sharing-keep-button = Está bien como está
sharing-parts-button = Ver las partes
sharing-kept = Gracias. Todo sigue como está. Encuentra las partes en /sharing cuando quiera.
menu-pause-button = Tomar un descanso
menu-sharing-button = Lo que acepto
command-pause = Tomar un descanso

pause-question = ¿Cuánto tiempo quiere descansar? También puede escribirlo, por ejemplo: /pause 5d
pause-days-button = { $days ->
    [3] 3 días
    [7] 1 semana
    [14] 2 semanas
   *[other] { $days } días
}
pause-set = Descanso hasta { $until }.
pause-costs-nothing = Hasta entonces no pregunto ni recuerdo nada, y nada cuenta como pendiente. La ayuda funciona como siempre, y /checkin está ahí si le apetece.
pause-stands = Su descanso dura hasta { $until }.
pause-end-button = Seguir ahora
pause-resumed = Qué bien tenerle de vuelta. Le escribiré hacia las { $clock }.
pause-none = Ahora no hay ningún descanso. Le escribo hacia las { $clock }.
pause-over = Su descanso ha terminado. No hay nada que recuperar.
pause-not-understood = No he entendido cuánto tiempo. Escriba por ejemplo: /pause 5d para 5 días, o /pause 2 semanas.
pause-how-long = Un descanso puede durar de 1 a { $days } días. Para más tiempo, haga otro entonces, o use /stop.

who-title-readers = Quién ha visto o hecho qué sobre usted
who-title-notes = Avisos sobre usted
who-nothing-readers = Nadie ha visto ni hecho nada hasta ahora.
who-nothing-notes = Hasta ahora no ha habido ningún aviso.
who-about-readers = «Se mostró» quiere decir que llegó por sí solo: no puedo saber si alguien lo miró. Lo que pasa en un grupo no aparece aquí, porque el programa del grupo no sabe quién es usted en mis registros.
who-about-notes = Los avisos van a { $therapist } en Slack. Describen números; no juzgan.
who-newer-button = Más recientes
who-older-button = Anteriores
who-notes-button = Avisos sobre mí
who-readers-button = ¿Quién lo ha leído?
who-many-times = de { $first } a { $last }, { $times } veces
who-administrator = la administración de la consulta
    .discreet = quien administra esto
who-shown = Se mostró un aviso sobre usted a: { $who }.
who-opened = Abrió un aviso sobre usted: { $who }.
who-chart = Se mostró una imagen de sus respuestas a: { $who }.
who-beside = Sus puntuaciones se mostraron con su código, al lado de las de otros clientes, a: { $who }.
    .discreet = Sus números se mostraron con su código, al lado de los de otras personas, a: { $who }.
who-record = Leyó su expediente: { $who }.
who-list = Su código se mostró en la lista de clientes a: { $who }.
who-saw = Vio algo suyo: { $who }.
who-took = Se hizo cargo de un aviso sobre usted: { $who }.
who-wrote = Le escribió: { $who }.
who-took-back = Retiró un mensaje para usted: { $who }.
who-set-aside = Dejó un aviso sobre usted para más tarde: { $who }.
who-closed = Cerró un aviso sobre usted: { $who }.
who-invited = Creó un enlace de invitación para usted: { $who }.
who-moved = Usted pasó a otra cuenta de Telegram.
who-exported = Hizo una copia de su expediente: { $who }.
who-session = Anotó una sesión con usted: { $who }.
    .discreet = Anotó un encuentro con usted: { $who }.
who-enrolled = Le puso en la lista de un grupo: { $who }.
who-new-therapist = { $who } anotó quién le acompaña ahora como terapeuta.
    .discreet = { $who } anotó a quién llega usted ahora por aquí.
who-counted = Vio cuántas personas de un grupo suyo practicaron cada día: { $who }. Usted entraba en el número; no se nombra a nadie.
    .discreet = Vio números de un grupo suyo, por días: { $who }. Usted entraba en el número; no se nombra a nadie.
who-did = Cambió algo en su expediente: { $who }.
who-you-took = Usted hizo una copia de su expediente.
who-you-did = Usted cambió algo en su expediente.
who-note = Se comunicó algo de sus respuestas.
who-note-declining-mood = Una racha más difícil: su ánimo fue más bajo varios días seguidos.
    .discreet = Una racha más difícil: uno de sus números fue más bajo varios días seguidos.
who-note-rising-anxiety = Una racha más tensa, varios días seguidos.
who-note-below-own-baseline = Algunos días fueron más difíciles de lo habitual en usted.
who-note-missed-check-ins = Hubo silencio aquí durante un tiempo.
who-note-reliable-deterioration = Un cuestionario estuvo claramente más alto que al principio.
    .discreet = Las preguntas largas dieron claramente más que al principio.
who-note-critical-item = Una respuesta sobre seguridad.
    .discreet = Una respuesta que lo pedía.
who-note-asked-for-therapist = Usted pidió hablar con { $therapist }.

relink-title = ¿Es este su teléfono nuevo?
relink-question = { $practice } creó este enlace para que siga aquí. Todo viene con usted, y el chat de su cuenta anterior termina.
relink-not-you = Si no lo esperaba, elija «Ahora no» y dígaselo a { $therapist }.
relink-agree-button = Sí, seguir aquí
relink-done = Ahora sigue aquí. Todo lo suyo está aquí, y los registros le llegan aquí desde ahora. Si está en un grupo, su terapeuta puede añadir esta cuenta.
    .discreet = Ahora sigue aquí. Todo lo suyo está aquí, y los registros le llegan aquí desde ahora. Si está en un grupo, { $therapist } puede añadir esta cuenta.
relink-menu-button = ¿Qué puedo hacer aquí?
relink-left = Ahora sigue en otra cuenta de Telegram, como pidió. Aquí ya no llega nada, y desde aquí ya no se puede pedir nada sobre usted. Lo que se escribió antes sigue aquí: /hide quita lo que se puede quitar. Si no fue usted, dígaselo pronto a quien le invitó aquí por primera vez. La ayuda también funciona aquí.

alert-not-shown = { $client } no muestra números en Slack. Arriba dice de qué trata; para saber más, pregunte en la sesión.
alert-withdrawn = Cerrada, { $at }: los avisos sobre patrones se desactivaron en Telegram.
support-not-wanted = { $client } no recibe mensajes aquí, por decisión propia. Hablen como de costumbre.
staff-client-paused-until = en pausa hasta { $until }
staff-off-check-ins = sin registros, por decisión propia
staff-off-alerts = sin avisos sobre patrones, por decisión propia
staff-off-sharing = sin números en Slack, por decisión propia
staff-off-messages = sin mensajes, por decisión propia
staff-off-groups = sin grupos, por decisión propia

# --- cuándo preguntar ----------------------------------------------------------------------------

settings-wakes = Se despierta hacia las { $clock }
settings-wakes-button = Cambiar cuándo se despierta
settings-which-waking = ¿A qué hora suele despertarse? Un registro llega unas horas después, desde mañana.
settings-clock-button = { $clock }
settings-messages = Por iniciativa propia escribo como mucho una vez al día, haya lo que haya: 7 mensajes por semana como máximo.
checkin-later-today = Hoy se abre algo más que responder a las { $clock }. No vuelvo a escribir por ello: está en /checkin.
checkin-one-number = Hace un tiempo que hay silencio, y está bien. Basta con un número, el primero. O tómese un descanso: /pause
client-silent = { $client } no ha respondido nada en { $days } días. He dejado de preguntar; /checkin abre un registro en cualquier momento, y con la primera respuesta sigo.
client-moved = { $client } pasa a ser cliente de { $name }. Lo que usted fijó para esa persona se mantiene; lo que estaba abierto ha pasado también.
client-came = { $client } es cliente suyo desde ahora; antes llevaba su terapia { $name }. Se le dirá un día en que haya sitio para ello.
new-therapist = Desde ahora su terapeuta aquí es { $therapist }. No se pierde nada: { $therapist } ve lo que hasta ahora veía su terapeuta. Si le sorprende, en { $practice } le pueden explicar más.
    .discreet = Desde ahora su contacto aquí es otra persona. No se pierde nada. Si le sorprende, pregunte a quien lo era hasta ahora.
setup-test-alert = Esta es una alerta de prueba de su portal. Aquí le llegarán las alertas urgentes sobre clientes. No se trata de ningún cliente. Por favor, pulse el botón.
setup-test-seen = Ha llegado
setup-test-done = La alerta de prueba ha llegado y su pulsación ha vuelto. Gracias.

## Imágenes: una semana, dos números juntos, sesiones, pausas, pantallas oscuras

glance-week-button = Mi semana
glance-week-title = Sus últimos siete días
glance-links-button = Dos de mis números juntos
glance-links-title = Dos de sus números juntos
glance-session = sesión, según lo acordado
    .discreet = encuentro, según lo acordado
glance-caption-paused = { $days ->
    [one] { $days } día fue de pausa.
   *[other] { $days } días fueron de pausa.
}
glance-link-with = { $counted }: { $least } o más
glance-link-without = { $counted }: menos de { $least }
glance-link-mean = media
glance-link-days = { $days ->
    [one] un día
   *[other] { $days } días
}
glance-link-number = { $side }: { $days ->
    [one] { $days } día
   *[other] { $days } días
}, media { $mean }
glance-link-same-some = En { $with } días con «{ $counted }» en { $least } o más, «{ $felt }» estuvo de media { $difference } más { $way ->
    [lower] abajo
   *[higher] arriba
} que en { $without } días con menos. Días barajados difieren tanto { $chance ->
    [one] { $chance } vez
   *[other] { $chance } veces
} de cada 100.
glance-link-same-none = «{ $felt }» estuvo más o menos igual en { $with } días con «{ $counted }» en { $least } o más y en { $without } días con menos. Es de lo más corriente.
glance-link-next-some = Al día siguiente estuvo { $difference } más { $way ->
    [lower] abajo
   *[higher] arriba
} ({ $with } y { $without } días). Días barajados difieren tanto { $chance ->
    [one] { $chance } vez
   *[other] { $chance } veces
} de cada 100.
glance-link-next-none = Al día siguiente estuvo más o menos igual ({ $with } y { $without } días). Es de lo más corriente.
glance-link-cause = Esto no demuestra una causa. Lo uno y lo otro es corriente, y que no haya diferencia también.
settings-dark-on = Imágenes: oscuras
settings-dark-off = Imágenes: claras
settings-dark-on-button = Imágenes oscuras
settings-dark-off-button = Imágenes claras

## Lo que un terapeuta deja ver a un cliente

staff-shown-button = Qué se muestra
staff-shown-title = Qué puede ver { $client }
staff-shown-bands-on = Nombres de los rangos de puntuación y de los cambios: { $client } puede elegir verlos.
staff-shown-bands-off = Nombres de los rangos de puntuación y de los cambios: no se muestran.
staff-shown-links-on = Dos números diarios juntos, como práctica y dolor: { $client } puede verlos.
staff-shown-links-off = Dos números diarios juntos, como práctica y dolor: no se muestran.
staff-shown-bands-on-button = Permitir nombres
staff-shown-bands-off-button = Retirar nombres
staff-shown-links-on-button = Permitir dos números
staff-shown-links-off-button = Retirar dos números
staff-shown-note = Dos números juntos necesitan 10 días a cada lado, descansan dos días después de una tarjeta de crisis y no demuestran una causa. A { $client } no se le escribe sobre esto.
staff-help-shown = /portal visible y el código de un cliente: lo que ese cliente puede ver en imágenes.

## Workflows

workflow-sentence = { $when }, { $if }: { $then }.
workflow-sentence-always = { $when }: { $then }.
workflow-and = { $first } y { $second }
workflow-then = { $first }; { $second }
workflow-when-questionnaire = Cuando se responde { $title }
workflow-when-improved = Cuando { $title } mejora de forma fiable respecto al inicio
workflow-when-deteriorated = Cuando { $title } empeora de forma fiable respecto al inicio
workflow-when-homework = Cuando usted revisa una tarea
workflow-when-first-week = Cuando termina la primera semana
workflow-if-score-at-least = si la puntuación es { $at } o más
workflow-if-score-at-most = si la puntuación es { $at } o menos
workflow-if-other-score-at-least = si la última de { $title } es { $at } o más
workflow-if-other-score-at-most = si la última de { $title } es { $at } o menos
workflow-if-item = si el ítem { $item } se responde con { $at } o más
workflow-if-tag = si su título contiene #{ $tag }
workflow-do-ask = { $days ->
    [one] preguntar { $title } una vez después de 1 día
   *[other] preguntar { $title } una vez después de { $days } días
    }
workflow-do-tell = avisar al terapeuta
workflow-do-resource = poner { $resource } en el estante
workflow-do-homework = { $days ->
    [one] asignar «{ $title }», para dentro de 1 día
   *[other] asignar «{ $title }», para dentro de { $days } días
    }
workflow-did-ask-done = { $title } se pregunta el { $on }
workflow-did-tell-done = se le avisa a usted
workflow-did-homework-done = «{ $title }» queda asignada
workflow-did-resource-done = { $title } está en el estante
workflow-some-resource = algo de la biblioteca
workflow-kind-ask = { $title } no se pregunta
workflow-kind-tell = no se avisa a nadie
workflow-kind-homework = «{ $title }» no se asigna
workflow-kind-resource = { $title } no se pone en el estante
workflow-not = { $what }: { $why }
workflow-why-paused = la persona está en pausa o lo ha dejado
workflow-why-not-agreed = la persona no está de acuerdo con ello
workflow-why-unspoken = no hay texto en el idioma de la persona
workflow-why-retired = ya no se ofrece
workflow-why-on-shelf = ya está ahí
workflow-why-shelf-full = el estante está lleno
workflow-why-asked-anyway = se preguntó hace poco, o se va a preguntar
workflow-card-title = { $client }: flujo { $name }
workflow-card-answered = { $title } se respondió el { $on }.
workflow-card-reviewed = La tarea se revisó el { $on }.
workflow-card-first-week = La primera semana terminó el { $on }.
workflow-card-score = { $title }: { $score }.
workflow-card-answer = Ítem { $item }: { $value }.
workflow-card-improved = { $title } ha mejorado de forma fiable: al inicio, el { $baseline_on }, era { $baseline }.
workflow-card-deteriorated = { $title } ha empeorado de forma fiable: al inicio, el { $baseline_on }, era { $baseline }.
workflow-card-hidden = { $client } no ha aceptado que aquí se muestren números.
workflow-card-note = Se le avisa de esto en horario de trabajo; nada de esto es urgente. Para desactivarlo con { $client }: /portal flujos { $client }
workflow-button = Flujos
workflow-title = Flujos
workflow-close = Cerrar
workflow-about = Lo que sigue por sí mismo cuando algo ocurre. Las respuestas críticas se avisan al momento, siempre, diga aquí lo que diga.
workflow-about-client = Lo que sigue por sí mismo con { $client }.
workflow-none = Todavía no hay flujos. Los trae quien administra el portal: portal workflow import
workflow-more = Se muestran { $shown } de { $all }. Quien administra el portal los ve todos: portal workflow list
workflow-on = Activado. { $sentence }
workflow-off = Desactivado. { $sentence }
workflow-cannot = Tal como está no puede funcionar, y no se activa. { $why }
workflow-note = { $runs ->
    [0] { $name }, versión { $version }. No ha actuado en los últimos { $days } días.
    [one] { $name }, versión { $version }. Ha actuado una vez en los últimos { $days } días.
   *[other] { $name }, versión { $version }. En los últimos { $days } días ha actuado { $runs } veces, con { $clients } personas.
    }
workflow-note-as-practice = { $name }: como en toda la consulta.
workflow-note-own = { $name }: fijado solo para { $client }.
workflow-on-button = Activar
workflow-off-button = Desactivar
workflow-usual-button = Como en la consulta
workflow-lately = Lo que actuó hace poco
workflow-lately-none = Con { $client } todavía no ha actuado ninguno.
workflow-ran = { $at }, { $name }: { $did }.
staff-help-workflows = /portal flujos: lo que sigue por sí mismo; con el código de una persona, para ella.
## Tareas

menu-homework-button = Tareas
    .discreet = Mi lista
command-homework = Lo que está abierto entre sesiones
    .discreet = Lo que hay en mi lista
homework-from = { $therapist } le propone esto para el tiempo entre sesiones:
    .discreet = Se le propone esto:
homework-from-rule = Lo eligió una regla que { $practice } ha fijado; en este momento no fue ninguna persona. { $therapist } puede ver cómo va.
    .discreet = Lo eligió una regla; en este momento no fue ninguna persona.
homework-due-on = Hasta el { $on }, si le viene bien.
homework-said-done = Usted dijo: hecho.
homework-said-partly = Usted dijo: en parte.
homework-said-smaller-asked = Usted pidió un paso más pequeño. { $therapist } lo encuentra en Slack.
    .discreet = Usted pidió un paso más pequeño.
homework-said-let-go = Usted lo dejó. Está bien así.
homework-wrote = Usted escribió unas palabras sobre esto.
homework-photos = { $photos ->
    [one] Entregó 1 foto.
   *[other] Entregó { $photos } fotos.
}
homework-reviewed = { $therapist } lo ha mirado.
    .discreet = Ya se ha mirado.
homework-word-back = Lo que se dijo sobre esto:
homework-withdrawn = { $therapist } lo ha retirado. No hay nada que hacer.
    .discreet = Se ha retirado. No hay nada que hacer.
homework-where = Lo que toque o escriba sobre esto se guarda, y { $therapist } puede leerlo. Nadie lo lee en el momento. Puede cambiarlo cuando quiera.
    .discreet = Lo que toque o escriba sobre esto se guarda. Nadie lo lee en el momento. Puede cambiarlo cuando quiera.
homework-done-button = Hecho
homework-partly-button = En parte
homework-smaller-asked-button = Más pequeño
homework-let-go-button = Dejarlo
homework-open-button = Abrir de nuevo
homework-words-button = Palabras o una foto
homework-list-button = Toda la lista
homework-look-button = Verlo
homework-leave-button = Ahora no
homework-back-button = Volver a ello
homework-kept = Anotado. Puede cambiarlo.
homework-gone = Sobre esto ya no hay nada que hacer.
homework-write = Por favor, escríbalo en un solo mensaje o envíe fotos. { $therapist } puede leerlo y verlas.
    .discreet = Por favor, escríbalo en un solo mensaje o envíe fotos.
homework-photos-unread = No miro lo que hay en una foto, tampoco si hay palabras que puedan indicar peligro. Si algo no puede esperar, toque Ayuda ahora, por favor.
    .discreet = No miro lo que hay en una foto, diga lo que diga. Si algo no puede esperar, toque Ayuda ahora, por favor.
homework-file-coming = Estoy viendo si esto se puede guardar.
homework-file-kept = La foto está guardada. { $therapist } puede verla, y nadie la mira en el momento. Se quitaron el lugar, la hora y el aparato de la foto. Puede enviar otra.
    .discreet = Está guardada. Nadie la mira en el momento. Se quitaron el lugar, la hora y el aparato. Puede enviar otra.
homework-file-no-picture = Gracias. Solo puedo recibir fotos sueltas: JPEG, PNG o WebP. La foto de una página sirve bien. No se guardó nada.
homework-file-too-large = Gracias. Es más de lo que puedo recibir: hasta { $limit } MB y no más de 30 millones de puntos. Una foto enviada como foto es más pequeña. No se guardó nada.
homework-file-damaged = Gracias. No pude leer esta imagen. Pruebe, por favor, con otra foto o una captura de pantalla. No se guardó nada.
homework-file-not-fetched = Telegram no me entregó lo que envió. Envíelo otra vez, si quiere. No se guardó nada.
homework-files-enough = Ya hay { $limit } fotos con esto y no puedo recibir más. Esta no se guardó.
homework-words-kept = Guardado. { $therapist } puede leerlo, y nadie lo lee en el momento.
    .discreet = Guardado. Nadie lo lee en el momento.
homework-words-long = Es más de lo que puedo guardar de una vez. Por favor, envíelo en partes de hasta { $limit } caracteres.
homework-list-title = Tareas
    .discreet = Su lista
homework-list-nothing = No hay nada abierto. Aquí aparece lo que { $therapist } le proponga para el tiempo entre sesiones.
    .discreet = No hay nada abierto. Aquí aparece lo que le propongan.
homework-list-open = Abierto:
homework-list-so-far = Hasta ahora:
homework-by = hasta el { $on }
homework-state-open = abierto
homework-state-done = hecho
homework-state-partly = en parte
homework-state-smaller-asked = pide un paso más pequeño
homework-state-let-go = dejado
homework-state-withdrawn = retirado
homework-still-open = Sigue abierto, para cuando le venga bien: { $title }
    .discreet = Algo sigue abierto, para cuando le venga bien.
homework-line-open = Sigue abierto, para cuando le venga bien: { $title }. /homework lo muestra todo.
    .discreet = Algo sigue abierto, para cuando le venga bien (/homework).
homework-line-new = Algo nuevo, para cuando le venga bien: { $title }. /homework lo muestra todo.
    .discreet = Hay algo nuevo, para cuando le venga bien (/homework).
homework-review-from = { $therapist } escribe sobre «{ $title }»:
    .discreet = Unas palabras sobre «{ $title }»:
homework-review-note = Para responder, añada unas palabras en la lista.
alert-crisis-words = palabras que pueden significar peligro
alert-crisis-words-facts = Algunas palabras de quien consulta, el { $on }, están en la lista de palabras de crisis; puede ser una falsa alarma. Los contactos de crisis le llegaron en el momento. { $where ->
    [chat] Se escribieron en el chat sin que se preguntara nada: no se guarda nada de ellas y nadie puede leerlas.
    [messages] Estaban en un mensaje para usted: está en la página del expediente.
    [moments] Eran sobre un momento clave: está en la página del expediente si se señaló y puede verse allí.
    [journal] Están en una entrada del diario que se ha compartido ahora: está en la página del expediente, salvo que se retire.
    [notes] Estaban en una respuesta a una nota de sesión: está en la página del expediente, si se guardó.
    [goals] Eran sobre una meta, o un paso más pequeño: están en la página del expediente si se guardaron y pueden verse allí.
   *[other] Lo escrito está en la página del expediente.
 }
alert-crisis-words-rule = Regla: las palabras de la lista de crisis se comunican a cualquier hora. Pueden estar negadas o ser sobre otra persona.
who-note-crisis-words = Algunas de sus palabras me hicieron mostrarle a quién llamar.
staff-homework-button = Tareas
staff-homework-title = Tareas de { $client }
staff-homework-none = { $client } no tiene tareas por ahora.
staff-homework-piece = { $number }. { $title }
staff-homework-answered = { $at }
staff-homework-wrote = escribió unas palabras
staff-homework-photos = { $photos ->
    [one] 1 foto
   *[other] { $photos } fotos
}
staff-homework-new = sin revisar
staff-homework-reviewed = revisado
staff-homework-untold = aún no entregado
staff-homework-words = Lo que { $client } escribió o entregó está en la página del expediente, y no en Slack.
staff-homework-open = { $pieces ->
    [one] 1 tarea abierta
   *[other] { $pieces } tareas abiertas
}
staff-homework-came-back = { $pieces ->
    [one] volvió una tarea
   *[other] volvieron tareas ({ $pieces })
}
staff-help-homework = /portal tareas y el código de alguien: lo que está abierto, lo que volvió y algo nuevo.
staff-homework-assign-button = Dar una tarea
staff-homework-review-button = { $number }: Revisado
staff-homework-withdraw-button = { $number }: Retirar
staff-homework-not-wanted = { $client } no recibe mensajes aquí, así que no se puede enviar ninguna tarea.
staff-homework-form-title = Dar una tarea
staff-homework-form-submit = Enviar
staff-homework-form-for = Tarea para { $client }
staff-homework-form-note = Va a Telegram en el momento y lleva su nombre.
staff-homework-form-name-label = Título
staff-homework-form-name-hint = Pocas palabras: aparecen en un botón y en listas.
staff-homework-form-task-label = Qué hacer
staff-homework-form-due-label = Hasta cuándo
staff-homework-form-due-hint = Ese día una línea amable dice que sigue abierta. Nunca se dice que va tarde.
staff-homework-title-empty = Por favor, dele un título corto.
staff-homework-task-empty = Por favor, escriba qué hacer.
staff-homework-too-long = Por favor, use menos de { $limit } caracteres.
staff-homework-due-when = Por favor, elija un día desde hoy y dentro de un año.
staff-homework-review-title = Revisado
staff-homework-review-submit = Revisado
staff-homework-review-piece = { $title } – { $state }
staff-homework-review-label = Unas palabras
staff-homework-review-hint = Van a Telegram y llevan su nombre. Sin ellas no se envía nada.
who-photo = Una foto que entregó con sus tareas se mostró a: { $who }.
    .discreet = Una foto que entregó se mostró a: { $who }.
who-homework = Sus tareas se mostraron a: { $who }.
    .discreet = Su lista se mostró a: { $who }.
who-homework-assigned = Le propuso algo para el tiempo entre sesiones: { $who }.
    .discreet = Puso algo en su lista: { $who }.
who-homework-reviewed = Miró lo que usted respondió a una tarea: { $who }.
    .discreet = Miró una respuesta suya: { $who }.
who-homework-withdrawn = Retiró una tarea: { $who }.
    .discreet = Quitó algo de su lista: { $who }.
glance-homework-done = tareas hechas
    .discreet = cosas hechas
glance-caption-homework = Tareas de estas semanas: { $done } de { $of } hechas.
    .discreet = Cosas de estas semanas: { $done } de { $of } hechas.
glance-practice-days = { $days ->
    [one] día con práctica
   *[other] días con práctica
}
glance-caption-practice = { $days ->
    [one] Práctica en 1 día de estas semanas.
   *[other] Práctica en { $days } días de estas semanas.
}
copy-homework = Tareas
copy-homework-rule = una regla de la consulta
copy-homework-you = usted
copy-homework-assigned = propuesta
copy-homework-open = abierta de nuevo
copy-homework-done = hecha
copy-homework-partly = hecha en parte
copy-homework-smaller-asked = pidió un paso más pequeño
copy-homework-let-go = dejada
copy-homework-words = escribió
copy-homework-file = entregó una foto
copy-homework-reviewed = la miró
copy-homework-withdrawn = la retiró
copy-shelf = Su estante
copy-shelf-put = puesto en el estante
copy-shelf-opened = mirado por primera vez
copy-shelf-helpful = útil
copy-shelf-not-for-me = no es para mí
copy-shelf-unsaid = se retiró lo dicho
copy-shelf-removed = quitado
record-homework = Tareas
record-no-homework = Sin tareas en este tiempo.
record-homework-by = Propuesta por { $therapist }, { $at }.
record-homework-by-rule = Propuesta por una regla, { $at }.
record-homework-due = Hasta el { $on }.
record-homework-wrote = { $at }: { $words }
record-homework-photo = Foto entregada, { $at }
record-homework-step = { $at }: { $state }
record-homework-reviewed = { $at }: revisada
record-homework-answered = { $at }: revisada, con las palabras «{ $words }»
digest-homework = Volvieron tareas de: { $clients }.
## Respuestas críticas que se conocen, con un plan

alert-known-button = Conocida, con un plan
alert-known-end-button = Ya no es conocida
alert-known = Conocida desde { $since }, con un plan hasta { $until } ({ $by }): una respuesta de { $value } o menos a esta pregunta no empieza ninguna cadena.
alert-known-higher = Con un plan hasta { $until } ({ $by }) se conoce una respuesta de { $value } o menos. Esta es más alta y se pasa como siempre si nadie la toma.
alert-known-form-title = Conocida, con un plan
alert-known-form-submit = Guardar
alert-known-form-changes = Mientras es conocida, esta tarjeta y la tarjeta de crisis del cliente llegan como siempre, a cualquier hora. Lo que no empieza es la cadena, con esta respuesta o una más baja a esta pregunta. Una respuesta más alta, «no lo sé», «no» y «Avisar a mi terapeuta» la empiezan siempre.
alert-known-plan-label = El plan, en pocas palabras
alert-known-plan-hint = Se guarda cifrado. Está en la página del expediente y en la copia del propio cliente, no en la tarjeta.
alert-known-until-label = Hasta el final de qué día
alert-known-until-hint = { $on } a más tardar. Termina por sí solo.
alert-known-plan-empty = Diga, por favor, cuál es el plan.
alert-known-plan-long = Como mucho { $limit } caracteres, por favor.
alert-known-until-when = Elija, por favor, un día a partir de hoy y como mucho dentro de 28 días.
alert-known-look-first = Mire, por favor, la tarjeta más reciente y tómela primero. Una respuesta se marca como conocida cuando alguien la ha visto.
alert-known-ended = { $client }: la respuesta ya no es conocida. La próxima vuelve a empezar la cadena.
alert-known-over = { $client }: ya hace un tiempo que no es conocida.
record-known = Conocida, con un plan hasta { $until }: { $instrument }, pregunta { $item }, una respuesta de { $value } o menos ({ $by }, { $since }). El plan: { $plan }
who-planned = { $who } anotó que se conoce una de sus respuestas y que hay un plan.
who-plan-ended = { $who } terminó un plan sobre una de sus respuestas.

## Reglas y horarios en Slack

rules-list-button = Reglas
rules-client-button = Reglas
rules-list-own = Sus reglas
rules-list-client = Reglas para { $client }
rules-list-note = Lo más cercano vale: lo fijado para un cliente, luego por el terapeuta, luego por la consulta. Las respuestas críticas, y quien pide ayuda, se comunican a cualquier hora; sobre eso no se puede fijar nada.
rules-entry = { $rule }: { $state }
    { $definition }
    { $where }
rules-change-button = { $rule }
rules-where-usual = El ajuste habitual.
rules-where-client = Fijado para este cliente: { $what }.
rules-where-therapist = Fijado por el terapeuta: { $what }.
rules-where-practice = Fijado por la consulta: { $what }.
rules-value = { $name } { $value }
rules-name-declining-mood = Ánimo que baja
rules-name-rising-anxiety = Ansiedad que sube
rules-name-below-own-baseline = Por debajo de lo habitual
rules-name-missed-check-ins = Registros sin responder
rules-name-engagement-decline = Menos respuestas
rules-name-reliable-deterioration = Puntuación más alta (cambio fiable)
rules-name-no-reliable-change = Aún sin cambio fiable
rules-name-score-threshold = Puntuación en un número
rules-name-unconfirmed-appointment = Cita sin respuesta
rules-name-homework-overdue = Tarea aún abierta
rules-name-practice-gap = Días sin práctica
rules-name-no-journal = Días sin entrada en el diario
rules-state-on = activada
rules-state-off = desactivada
rules-state-shadow = se cuenta, nadie lo recibe
rules-delivery-today = en horario de trabajo
rules-delivery-digest = con el resumen diario
rules-delivery-home = solo en Inicio
rules-parameter-state = Regla
rules-parameter-delivery = Se comunica
rules-parameter-cool-down = Calma después, en días
rules-parameter-falls = Bajadas seguidas
rules-parameter-rises = Subidas seguidas
rules-parameter-minimum = Puntos en total, al menos
rules-parameter-days = Días
rules-parameter-hours = Horas
rules-parameter-k = Desviaciones estándar
rules-parameter-limit = Seguidos sin responder
rules-parameter-percent = Porcentaje de lo habitual
rules-parameter-weeks = Semanas desde la primera puntuación
rules-parameter-instrument = Puntuación, como phq9 o dass21.anxiety
rules-parameter-at = En este número o más
rules-whole-number = Un número entero de { $lowest } a { $highest }.
rules-number = Un número de { $lowest } a { $highest }.
rules-no-such-score = Escriba, por favor, el nombre de una puntuación que se guarde aquí, como phq9 o gad7.
rules-form-title = Cambiar una regla
rules-form-submit = Comparar
rules-form-client = Solo para { $client }.
rules-form-tried = Aún no se guarda nada: primero ve lo que estos números habrían comunicado en los últimos 60 días, junto a lo que se comunica ahora.
rules-same = Así está ya.
rules-tried-changes = Propuesta: { $changes }.
rules-tried-own = Lo que esta regla habría comunicado de sus clientes en los últimos { $days } días ({ $clients } en total):
rules-tried-client = Lo que esta regla habría comunicado de { $client } en los últimos { $days } días:
rules-tried-then = Según la propuesta
rules-tried-note = No se guarda nada hasta que pulse Guardar.
rules-save-button = Guardar
rules-change-again-button = Cambiar otra vez
rules-back-button = Como la consulta
rules-kept-own = { $back ->
    [yes] { $rule }: desde ahora como la tiene la consulta.
   *[no] { $rule }: guardada para sus clientes. Lo fijado para un solo cliente se queda.
}
rules-kept-client = { $back ->
    [yes] { $rule }: para { $client } ya no hay nada propio fijado.
   *[no] { $rule }: guardada para { $client }.
}
form-schedule-button = Horario
form-schedule-title = Cuándo se pregunta a { $client }
form-schedule-plan = { $instrument }: { $schedule }. Próximas: { $next }
form-schedule-plan-none = { $instrument }: { $schedule }. No hay ninguna en las próximas semanas.
form-schedule-plan-resting = { $instrument }: { $schedule }. En reposo por ahora.
form-schedule-every-day = cada día
form-schedule-every-weekdays = de lunes a viernes
form-schedule-every-other-day = un día sí y otro no
form-schedule-every-week = cada semana
form-schedule-every-fortnight = cada dos semanas
form-schedule-every-month = cada cuatro semanas
form-schedule-every-session = antes de cada sesión
form-schedule-every-once = una vez
form-schedule-on = el { $day }
form-schedule-at = a las { $clock }
form-schedule-at-two = a las { $first } y a las { $last }
form-schedule-within = a una hora al azar entre las { $first } y las { $last }
form-schedule-after-waking = { $hours ->
    [one] 1 hora después de despertar
   *[other] { $hours } horas después de despertar
}
form-schedule-messages = Mensajes por semana: { $messages }
form-schedule-about = unos { $messages }
form-schedule-less-than-one = menos de 1
form-schedule-note = Las horas son las del reloj del cliente. Cada día hay un solo mensaje, con el pulso diario si lo hay: lo que se abrió antes lo espera, y lo que se abre después se anuncia en él y llega sin mensaje.
form-schedule-change-button = Cambiar
form-schedule-save-button = Guardar
form-schedule-form-title = Horario
form-schedule-submit = Ver
form-schedule-tried = Aún no se guarda nada: primero ve cuántos mensajes por semana serían.
form-schedule-instrument-label = Qué se pregunta
form-schedule-said-label = Cuándo, en palabras (en inglés)
form-schedule-said-hint = every day at 08:30 and 19:30 · every other day · on weekdays at a random time between 10:00 and 16:00 · every two weeks on Monday at 18:00 · every day 2 hours after waking · before each session
form-schedule-not-so = { $why }
form-schedule-would = Mensajes por semana: { $before } ahora, { $messages } después. No se guarda nada hasta que pulse Guardar.
form-schedule-kept = Guardado. Mensajes por semana: { $messages } (eran { $before }). Lo que está abierto hoy se queda.
staff-help-rules = /portal reglas: sus reglas y sus números. Con el código de un cliente: las reglas para ese cliente.
staff-help-schedule = /portal horario y el código de un cliente: qué se le pregunta y cuándo, y cuántos mensajes son.
staff-help-groups = /portal grupos: cuántas personas practicaron en cada grupo que usted dirige, día por día y sin nombres.
alert-known-short = Se conoce una respuesta crítica, con un plan hasta { $until }: una igual o más baja no empieza ninguna cadena.
## Hace tres meses: cuando aún no hay nada tan antiguo

glance-then-soon = A partir del { $on } también podrá mirar «Hace tres meses y ahora».
glance-then-from = «Hace tres meses y ahora» estará aquí a partir del { $on }: entonces habrá números de hace bastante tiempo para comparar.
glance-then-none = Todavía no hay dos números separados por tres meses. Cuando los haya, estarán aquí uno junto a otro.

## El estante

menu-shelf-button = Mi estante
command-shelf = Lo que su terapeuta ha puesto ahí para usted
    .discreet = Lo que hay en mi estante
shelf-title = Su estante
shelf-empty = Por ahora no hay nada en su estante. { $therapist } puede poner aquí cosas que le vengan bien: algo para leer, escuchar o probar. No hay nada que hacer.
    .discreet = Por ahora no hay nada en su estante. No hay nada que hacer.
shelf-about = Mírelo cuando quiera, o no lo mire. { $therapist } ve lo que usted ha abierto y lo que toca debajo de cada cosa.
    .discreet = Mírelo cuando quiera, o no lo mire. Lo que usted abre y lo que toca debajo de cada cosa se guarda.
shelf-kind-read = para leer
shelf-kind-listen = para escuchar
shelf-kind-watch = para ver
shelf-kind-try = para probar
shelf-kind-book = un libro
shelf-kind-place = un lugar al que acudir
shelf-takes = { $minutes ->
    [one] { $kind }, cerca de 1 minuto
   *[other] { $kind }, cerca de { $minutes } minutos
}
shelf-new = nuevo
shelf-state-helpful = útil
shelf-state-not-for-me = no es para mí
shelf-page = Página { $page } de { $pages }
shelf-newer-button = Más nuevo
shelf-older-button = Más antiguo
shelf-from-rule = Lo puso aquí una regla que { $practice } ha fijado; en este momento no fue ninguna persona.
    .discreet = Lo puso aquí una regla; en este momento no fue ninguna persona.
shelf-why = { $therapist } escribe:
    .discreet = Unas palabras sobre esto:
shelf-said-helpful = Usted dijo: útil.
shelf-said-not-for-me = Usted dijo: no es para mí. Está bien así.
shelf-where = { $therapist } ve lo que usted toca aquí. Nadie lo mira en el momento. Puede cambiarlo cuando quiera.
    .discreet = Lo que usted toca aquí se guarda. Nadie lo mira en el momento. Puede cambiarlo cuando quiera.
shelf-helpful-button = Útil
shelf-not-for-me-button = No es para mí
shelf-unsaid-button = Retirar lo dicho
shelf-off-button = Quitar de mi estante
shelf-back-button = Volver a mi estante
shelf-look-button = Todo mi estante
shelf-noted = Anotado. Puede cambiarlo.
shelf-taken-off = Ya no está en su estante.
shelf-gone = Esto ya no está en su estante.
shelf-told = { $things ->
    [one] Hay algo nuevo en su estante, para cuando quiera:
   *[other] Hay { $things } cosas nuevas en su estante, para cuando quiera:
}
shelf-news-more = { $things ->
    [one] y 1 más
   *[other] y { $things } más
}
shelf-line = { $things ->
    [one] Hay algo nuevo en su estante, para cuando le venga bien. /shelf lo muestra.
   *[other] Hay { $things } cosas nuevas en su estante, para cuando le venga bien. /shelf las muestra.
}
who-shelf = Su estante se mostró a: { $who }.
who-shelf-put = Puso algo en su estante: { $who }.
who-shelf-off = Quitó algo de su estante: { $who }.
staff-shelf-button = Estante
staff-shelf-title = Estante
staff-shelf-of = Estante de { $client }
staff-shelf-none = Por ahora no hay nada en el estante de { $client }.
staff-shelf-item = { $number }. { $title }
staff-shelf-since = desde { $at }
staff-shelf-by-rule = puesto por un flujo
staff-shelf-opened = abierto
staff-shelf-not-opened = sin abrir por ahora
staff-shelf-library-empty = La biblioteca de la consulta aún no ofrece nada. La llena quien administra el portal: portal resource add
staff-shelf-tells = { $client } sabrá de lo nuevo en el mensaje del día. En Telegram, /shelf lo muestra desde ahora.
staff-shelf-tells-not = { $client } no recibe mensajes aquí y no se le avisa de lo nuevo. En Telegram, /shelf lo muestra.
staff-shelf-resource-label = Poner en el estante
staff-shelf-resource-hint = De la biblioteca de la consulta. Lo que ya está en el estante no aparece.
staff-shelf-why-label = Por qué, en una frase
staff-shelf-why-hint = Aparece encima del texto y lleva su nombre.
staff-shelf-off-label = Quitar del estante
staff-shelf-submit = Guardar
staff-shelf-choose = Por favor, elija algo para poner en el estante, o algo para quitar.
staff-shelf-why-alone = Esta frase acompaña a algo que se pone en el estante. Por favor, elíjalo arriba.
staff-shelf-why-long = Por favor, use como mucho { $limit } caracteres.
staff-shelf-put = Está en el estante de { $client }, que lo sabrá en el mensaje del día.
staff-shelf-put-quietly = Está en el estante de { $client }, que no recibe mensajes aquí, así que no se le avisa. En Telegram, /shelf lo muestra.
staff-shelf-taken-off = Ya no está en el estante de { $client }.
staff-shelf-stopped = { $client } lo ha dejado, así que no se puso nada en el estante.
staff-shelf-unoffered = La biblioteca ya no ofrece esto. No se puso nada en el estante de { $client }.
staff-shelf-there = Esto ya está en el estante de { $client }.
staff-shelf-full = El estante de { $client } está lleno. Por favor, quite algo primero.
staff-help-shelf = /portal estante y el código de alguien: lo que hay en el estante, lo que se dijo de ello y algo nuevo.
record-shelf = Estante
record-no-shelf = No hay nada en el estante.
record-shelf-by = Puesto por { $therapist }, { $at }.
record-shelf-by-rule = Puesto por un flujo, { $at }.
record-shelf-opened = Abierto por primera vez: { $at }.
record-shelf-not-opened = Sin abrir por ahora.
record-shelf-said = { $at }: { $state }
## Momentos clave

moment-caption = Momentos clave: { $moments }.
    .discreet = Días señalados: { $moments }.
moment-neutral = señalado
moment-of-client = señalado por quien consulta
    .discreet = señalado
moment-list-title = Momentos clave
    .discreet = Días señalados
menu-moment-button = Momentos clave
    .discreet = Mis días
command-moment = Señalar un día como importante
    .discreet = Señalar un día
moment-what = ¿Qué fue importante? Unas palabras, hasta { $limit } caracteres.
    .discreet = ¿Qué pongo en el día? Unas palabras, hasta { $limit } caracteres.
moment-title-empty = No pude leer ninguna palabra ahí. Por favor, escriba unas cuantas.
moment-title-long = Es algo largo para una imagen. Por favor, no más de { $limit } caracteres.
    .discreet = Es algo largo. Por favor, no más de { $limit } caracteres.
moment-when = ¿Qué día fue?
moment-which-date = Por favor, escriba la fecha, por ejemplo 3 de noviembre o 3.11.2026.
moment-date-unknown = No pude leer una fecha ahí. Por favor, escríbala así: 3 de noviembre o 3.11.2026.
moment-date-ahead = Ese día aún no ha llegado. Por favor, escriba hoy o un día anterior.
moment-who = { $on }. ¿Puede verlo { $therapist }? Puede cambiarlo cuando quiera.
    .discreet = { $on }. ¿Puede verlo su contacto? Puede cambiarlo cuando quiera.
moment-left = No se señaló nada.
moment-not-kept = Usted desactivó que aquí se guarden los registros, así que tampoco guardo momentos clave. Puede cambiarlo en «Lo que acepto».
    .discreet = Usted desactivó que aquí se guarden respuestas, así que tampoco señalo días. Puede cambiarlo en «Lo que acepto».
moment-other-words = ¿Qué palabras pongo ahí? Hasta { $limit } caracteres.
moment-away-question = ¿Borrarlo? No queda nada de ello.
moment-taken-away = Borrado.
moment-gone = Eso ya no está.
moment-changed = Cambiado. Puede cambiarlo de nuevo.
moment-list-nothing = Aún no hay ningún día señalado.
moment-list-more = Estos son los { $moments } días más recientes. /export los tiene todos.
moment-by-therapist = de { $therapist }
    .discreet = de su contacto
moment-private = solo para usted
moment-on-day = { $on }
moment-marked-by = { $therapist } señaló este día. También lo ve usted en sus imágenes.
    .discreet = Su contacto señaló este día.
moment-is-shared = Figura en sus imágenes, y { $therapist } puede verlo en la página del expediente. Nadie lo lee en el momento.
    .discreet = Puede verlo usted, y también su contacto. Nadie lo lee en el momento.
moment-is-private = Figura en sus imágenes. Solo usted lo ve.
    .discreet = Solo usted lo ve.
moment-today-button = Hoy
moment-yesterday-button = Ayer
moment-other-button = Otro día
moment-shared-button = Sí, compartirlo
moment-private-button = No, solo para mí
moment-leave-button = Dejarlo
moment-list-button = Ver todos
moment-new-button = Señalar un día
moment-words-button = Cambiar las palabras
moment-hide-button = Guardarlo para mí
moment-share-button = Que { $therapist } lo vea
    .discreet = Que mi contacto lo vea
moment-away-button = Borrar
moment-really-button = Sí, borrarlo
moment-back-button = Volver a ello
moment-sharing-button = Lo que acepto
staff-moments-button = Momentos clave
staff-moments-title = Momentos clave de { $client }
staff-moments-none = No hay nada señalado que usted pueda ver.
staff-moments-newer-button = Días más recientes
staff-moments-older-button = Días anteriores
staff-moments-note = Lo que escribió { $client } está en la página del expediente, y no en Slack. Lo que { $client } guarda para sí no está en ninguno.
staff-moment = { $number }. { $on } · { $title } · { $therapist }
staff-moment-of-client = { $number }. { $on } · señalado por quien consulta
staff-moment-mark-button = Señalar un momento
staff-moment-away-button = { $number }: Retirar
staff-help-moments = /portal momento y un código: días que fueron importantes, y uno nuevo.
staff-moment-not-wanted = { $client } no acepta que aquí se guarden los registros, así que no se puede señalar ningún momento clave.
staff-moment-day-ahead = Donde vive { $client } ese día aún no ha empezado. Por favor, elija uno anterior.
staff-moment-form-title = Momento clave
staff-moment-form-submit = Señalar
staff-moment-form-for = Momento clave de { $client }
staff-moment-form-note = { $client } lo ve en las imágenes y en la lista, con el nombre de usted. No se envía ningún mensaje.
staff-moment-form-name-label = Qué fue
staff-moment-form-name-hint = Unas palabras: figuran bajo las imágenes, también en Slack.
staff-moment-form-day-label = Día
staff-moment-form-day-hint = Hoy, o un día anterior.
staff-moment-title-empty = Por favor, escriba unas palabras.
staff-moment-day-when = Por favor, elija hoy o un día anterior.
who-moments = Se mostró a { $who } la lista de sus momentos clave, sin los que usted guarda para sí.
    .discreet = Se mostró a { $who } la lista de sus días señalados, sin los que usted guarda para sí.
who-moment-marked = { $who } señaló un día como importante.
    .discreet = { $who } señaló un día.
who-moment-withdrawn = { $who } quitó la señal de un día.
copy-moments = Momentos clave
copy-moment-shared = su terapeuta puede verlo
copy-moment-private = solo para usted
record-moments = Momentos clave
record-no-moments = Ningún momento clave en este tiempo.
record-moment-client = quien consulta
## El diario

menu-journal-button = Diario
    .discreet = Mis notas
command-journal = Escribir en su diario
    .discreet = Escribir una nota
journal-begin-title = Un diario propio
    .discreet = Notas propias
journal-begin = Aquí puede escribir cuando quiera: libremente o con tres preguntas breves. Lo que escribe se guarda, y solo usted puede leerlo. De cada entrada puede decir que { $therapist } la lea, y retirarlo. Puede borrar cada entrada.
    .discreet = Aquí puede escribir cuando quiera: libremente o con tres preguntas breves. Lo que escribe se guarda, y solo usted puede leerlo. De cada nota puede decir que alguien más la lea, y retirarlo. Puede borrar cada nota.
journal-begin-where = Está cifrado en { $practice } con una clave propia de usted. Telegram también tiene lo que escribe aquí. Nadie lo lee mientras escribe: para pedir ayuda está el botón de abajo. No se guarda nada antes de que diga que sí.
    .discreet = Está cifrado con una clave propia de usted. Telegram también tiene lo que escribe aquí. Nadie lo lee mientras escribe: para pedir ayuda está el botón de abajo. No se guarda nada antes de que diga que sí.
journal-begin-button = Sí, guardar lo que escriba
journal-write = Escriba lo que quiera, en un mensaje o en varios. Se guarda, y solo usted puede leerlo mientras no lo comparta.
journal-ask-happened = ¿Qué pasó? Bastan unas palabras.
journal-ask-felt = ¿Qué sintió o pensó?
journal-ask-helped = ¿Qué ayudó, o qué le gustaría recordar?
journal-guided-button = Hágame tres preguntas
journal-skip-button = Saltar
journal-leave-button = Dejarlo
journal-enough-button = Con eso basta
journal-left = No se guardó nada.
journal-long = Es más de lo que cabe en una entrada. Por favor, envíe hasta { $limit } caracteres, y el resto como otra entrada.
    .discreet = Es más de lo que cabe en una nota. Por favor, envíe hasta { $limit } caracteres, y el resto como otra nota.
journal-part-happened = Qué pasó
journal-part-felt = Qué sentí o pensé
journal-part-helped = Qué ayudó, o qué quiero recordar
journal-who = Está guardado. ¿Quién puede leerlo? Mientras no elija nada, solo usted. Lo que escriba ahora se añade.
journal-is-private = Solo usted puede leerlo.
journal-is-shared = { $therapist } puede leerlo, en una página de { $practice }. Nadie lo lee en el momento.
    .discreet = Su contacto puede leerlo, en una página de { $practice }. Nadie lo lee en el momento.
journal-private-button = Solo para mí
journal-share-button = Compartir con { $therapist }
    .discreet = Compartir con mi contacto
journal-hide-button = Retirarlo, solo para mí
journal-away-button = Borrar
journal-really-button = Sí, borrarlo
journal-back-button = Volver a ello
journal-agree-button = Sí, compartirlo
journal-share-question = Compartir de su diario aún no está activado. Lo que comparta, { $therapist } puede leerlo en una página de { $practice }; Slack solo muestra que hay algo nuevo. Todo lo demás sigue siendo solo suyo. Puede retirar cada entrada, o todas a la vez en /sharing.
    .discreet = Compartir de sus notas aún no está activado. Lo que comparta, su contacto puede leerlo en una página de { $practice }; Slack solo muestra que hay algo nuevo. Todo lo demás sigue siendo solo suyo. Puede retirar cada nota, o todas a la vez en /sharing.
journal-share-days = Desde su próxima entrada cuenta en qué días escribe, también las entradas solo para usted. Si no escribe nada durante mucho más tiempo de lo habitual, la lista de { $therapist } puede decirlo.
    .discreet = Desde su próxima nota cuenta en qué días escribe, también las notas solo para usted. Si no escribe nada durante mucho más tiempo de lo habitual, la lista de su contacto puede decirlo.
journal-away-question = ¿Borrar esta entrada? No queda nada de ella.
    .discreet = ¿Borrar esta nota? No queda nada de ella.
journal-deleted = Está borrado aquí. Su propio mensaje sigue en este chat hasta que lo borre, o use /hide.
journal-gone = Eso ya no está.
journal-changed = Cambiado. Puede cambiarlo de nuevo.
journal-list-title = Diario
    .discreet = Mis notas
journal-list-nothing = Aún no hay nada escrito.
journal-list-which = Un número abre una entrada. Lo que no figura como compartido solo puede leerlo usted.
    .discreet = Un número abre una nota. Lo que no figura como compartido solo puede leerlo usted.
journal-shared = compartida
journal-list-button = Mis entradas
    .discreet = Mis notas
journal-new-button = Escribir algo
journal-newer-button = Más recientes
journal-older-button = Más antiguas
privacy-what-journal = Qué: lo que escribe con /journal, cuándo lo escribió y qué comparte de ello. Lo que no comparte es solo suyo: de las personas de abajo solo usted puede leerlo.
staff-journal-new = { $entries ->
    [one] 1 entrada compartida nueva en el diario
   *[other] { $entries } entradas compartidas nuevas en el diario
 }
record-journal = Diario
record-no-journal = En este tiempo no se comparte nada del diario.
record-journal-badge = compartida
record-journal-shared = Compartida { $at }. Quien la escribió puede retirarla.
record-journal-happened = Qué pasó:
record-journal-felt = Qué sentí o pensé:
record-journal-helped = Qué ayudó, o qué quiero recordar:
copy-journal = Diario
copy-journal-entry = { $at }, { $who }
copy-journal-shared = su terapeuta puede leerlo
copy-journal-private = solo para usted
copy-journal-happened = Qué pasó
copy-journal-felt = Qué sintió o pensó
copy-journal-helped = Qué ayudó, o qué quiere recordar

## Mensajes entre quien consulta y su terapeuta

menu-message-button = Escribir a { $therapist }
    .discreet = Escribir un mensaje
command-message = Escribir a su terapeuta
    .discreet = Escribir un mensaje
message-reads-now = Es horario de trabajo de { $therapist }. Los mensajes se leen entre sesiones, así que no sé decir cuándo.
    .discreet = Es horario de trabajo. Los mensajes se leen entre otras cosas, así que no sé decir cuándo.
message-reads-at = { $therapist } lee los mensajes en el próximo horario de trabajo, que comienza el { $at }, y no antes.
    .discreet = Los mensajes se leen en el próximo horario de trabajo, que comienza el { $at }, y no antes.
message-reads-away = { $therapist } no está ahora, y vuelve a leer los mensajes a partir del { $at }.
message-reads-away-deputy = { $therapist } no está ahora, y vuelve a leer los mensajes a partir del { $at }. A quien le suple se le dice que usted escribió, y no qué.
    .discreet = Ahora nadie lee los mensajes. Se vuelven a leer a partir del { $at }.
message-reads-later = No sé decir cuándo leerá { $therapist } los mensajes.
    .discreet = No sé decir cuándo se leerán los mensajes.
message-write = Escriba, por favor, lo que quiera decir, en un mensaje o en varios. No se envía nada antes de pulsar Enviar.
message-not-urgent = Esto no es para emergencias. «Ayuda ahora» muestra quién atiende a cualquier hora.
    .discreet = Esto no es para lo que no puede esperar. «Ahora» muestra quién atiende a cualquier hora.
message-again = Escríbalo de nuevo, por favor. Lo que escribió antes ya no está.
message-long = Es más de lo que cabe en un mensaje: { $limit } caracteres, y algunos dibujos cuentan doble. Acórtelo, por favor, o envíe el resto en un segundo mensaje.
message-ready = { $parts ->
    [one] ¿Se lo envío a { $therapist }?
   *[other] ¿Envío estos { $parts } textos a { $therapist }, como un solo mensaje?
 }
    .discreet = { $parts ->
    [one] ¿Lo envío?
   *[other] ¿Envío estos { $parts } textos, como un solo mensaje?
 }
message-thrown = No se envió nada, y lo que escribió ya no está aquí. Más arriba en el chat sigue estando.
message-not-taken = Usted desactivó los mensajes aquí, así que tampoco le llevo ninguno a { $therapist }. Puede cambiarlo en «Lo que acepto».
    .discreet = Usted desactivó los mensajes aquí, así que no llevo ninguno. Puede cambiarlo en «Lo que acepto».
message-kept = Su mensaje a { $therapist } del { $at } queda guardado aquí, cifrado.
    .discreet = Su mensaje del { $at } queda guardado aquí, cifrado.
message-nobody-waits = Nadie lo lee al momento, y no puedo prometer una respuesta.
message-where-later = El aviso de que hay un mensaje se publica en el Slack de { $therapist } el { $at }.
    .discreet = El aviso de que hay un mensaje se pasa el { $at }.
message-where-not-delivered = Todavía no ha llegado al Slack de { $therapist }.
    .discreet = Todavía no se ha entregado.
message-where-posted = El aviso de que hay un mensaje se publicó en el Slack de { $therapist } el { $at }.
    .discreet = El aviso de que hay un mensaje se pasó el { $at }.
message-where-unopened = Todavía no se ha abierto.
message-where-opened = Se abrió el { $at }.
message-where-answering = Hay una respuesta escrita y sale en unos segundos.
message-where-answered = Respuesta de { $therapist }: el { $at }.
    .discreet = Se respondió el { $at }.
message-where-closed = { $therapist } lo miró el { $at } y no respondió aquí.
    .discreet = Se miró el { $at } y no se respondió aquí.
message-list-title = Sus mensajes
message-list-nothing = Todavía no se ha escrito nada.
message-by-you = Usted, { $at }
message-by-therapist = { $therapist }, { $at }
    .discreet = Para usted, { $at }
message-send-button = Enviar
message-change-button = Cambiar
message-throw-button = Descartar
message-leave-button = Dejarlo
message-where-button = ¿Dónde está?
message-new-button = Escribir un mensaje
message-all-button = Todos los mensajes
message-earlier-button = Anteriores
message-later-button = Más nuevos
message-sharing-button = Lo que acepto
staff-messages-wait = { $messages ->
    [one] 1 mensaje espera respuesta
   *[other] { $messages } mensajes esperan respuesta
 }
staff-messages-button = Mensajes
staff-messages-title = Mensajes de { $client }
staff-messages-wrote = { $client } le ha escrito
staff-messages-waiting = { $messages ->
    [one] 1 mensaje espera respuesta, escrito el { $at }.
   *[other] { $messages } mensajes esperan respuesta, el primero escrito el { $at }.
 }
staff-messages-none = Ningún mensaje espera respuesta.
staff-messages-opened = Abierto.
staff-messages-unopened = Todavía sin abrir.
staff-messages-answered = Última respuesta el { $at }, de { $therapist }.
staff-messages-closed = Marcado por última vez como que no necesita respuesta el { $at }, por { $therapist }.
staff-messages-note = Lo que escribió { $client } está en la página del expediente, y no en Slack.
staff-messages-read-button = Leer
staff-messages-answer-button = Responder
staff-messages-write-button = Escribir
staff-messages-close-button = No necesita respuesta
staff-help-messages = /portal mensajes y un código: lo que espera respuesta, y un mensaje suyo.
staff-message-empty = Escriba un mensaje, por favor.
staff-message-long = Que no pase de { $limit } caracteres, por favor.
staff-message-form-title = Escribir
staff-message-form-for = Para { $client }
staff-message-form-note = Lo que espere todavía de { $client } queda respondido con esto.
staff-message-leaves = El mensaje a { $client } sale a las { $at }.
staff-message-sent = El mensaje a { $client } se entregó a Telegram a las { $at }.
staff-message-cancelled = Retirado. A { $client } no se le envió nada.
staff-message-failed = El mensaje a { $client } no se pudo entregar en Telegram.
staff-message-cancelling = El mensaje a { $client } puede estar saliendo ahora; se lo diré aquí.
who-messages = Supo que usted escribió, y no qué: { $who }.
who-message-closed = Marcó un mensaje suyo como que no necesita respuesta: { $who }.
record-received = Mensajes de quien consulta
record-no-received = Sin mensajes de quien consulta en este tiempo.
record-received-waiting = espera respuesta
record-received-answered = respondido el { $at }
record-received-closed = no necesita respuesta, { $at }
record-received-by-client = Quien consulta
record-received-by = Por { $therapist }.
copy-written = Mensajes suyos
copy-written-waiting = espera respuesta
copy-written-answered = respondido
copy-written-closed = visto, sin respuesta aquí
rules-name-unanswered-message = Mensaje sin respuesta

## Citas

menu-appointments-button = Citas
    .discreet = Mis fechas
command-appointments = Cuándo nos vemos, y otra hora
    .discreet = Mis fechas
appointment-card-title = Cita con { $therapist }
    .discreet = Una entrada en sus fechas
appointment-minutes = { $minutes } minutos
appointment-how-room = en la consulta
    .discreet = en el lugar
appointment-how-video = por vídeo
appointment-how-phone = por teléfono
appointment-elsewhere = En los relojes de { $practice }: { $at }
    .discreet = En los relojes de allí: { $at }
appointment-word = Lo que se dijo sobre esto:
appointment-question = ¿Podrá venir?
appointment-confirmed = Usted dijo que vendrá.
appointment-requested = Usted pidió otra hora ({ $at }). Está puesto en el Slack de { $therapist } y aún no tiene respuesta. Mientras tanto, esta hora sigue en pie.
    .discreet = Usted pidió otra hora ({ $at }), y aún no hay respuesta. Mientras tanto, esta hora sigue en pie.
appointment-moved = { $therapist } lo ha pasado a la hora de arriba.
    .discreet = Se ha pasado a la hora de arriba.
appointment-stays = { $therapist } ha respondido que esta hora se queda.
    .discreet = La respuesta es que esta hora se queda.
appointment-cancelled = { $therapist } ha anulado esta cita. No hay nada que hacer.
    .discreet = Se ha anulado. No hay nada que hacer.
appointment-declined = Usted dijo que no puede venir. Está puesto en el Slack de { $therapist }, y esta hora vuelve a estar libre.
    .discreet = Usted dijo que no puede venir. Esta hora vuelve a estar libre.
appointment-over = Esto ya pasó.
appointment-yes-button = Sí, vendré
appointment-other-button = Pedir otra hora
appointment-cannot-button = No puedo venir
appointment-plain-button = Pedirla sin palabras
appointment-gone-button = Sí, dejarla
appointment-leave-button = Ahora no
appointment-list-button = Todas las citas
    .discreet = Todas las fechas
appointment-look-button = Verlo
appointment-yes-kept = Anotado.
appointment-passed-on = Anotado y transmitido.
appointment-changed = Esto ha cambiado entretanto. Así está ahora.
appointment-write = Si quiere, escriba en un solo mensaje cuándo le vendría bien. { $therapist } puede leerlo.
    .discreet = Si quiere, escriba en un solo mensaje cuándo le vendría bien.
appointment-cannot = ¿Transmito que no puede venir el { $at }? La hora queda entonces libre para otra persona.
appointment-words-kept = Guardado y transmitido. { $therapist } puede leerlo, y nadie lo lee en el momento. Hasta que haya respuesta, la hora sigue en pie.
    .discreet = Guardado y transmitido. Hasta que haya respuesta, la hora sigue en pie.
appointment-list-title = Lo que viene
appointment-list-nothing = Por ahora no hay nada anotado. Aquí aparecen sus próximas citas cuando { $therapist } las anota.
    .discreet = Por ahora no hay nada anotado.
appointment-list-note = Las horas son las de su reloj. Con un toque se abre cada una.
appointment-state-open = sin respuesta todavía
appointment-state-confirmed = usted vendrá
appointment-state-requested = usted pidió otra hora
appointment-line-new = Nuevo: una cita el { $at }. ¿Podrá venir? /appointments
    .discreet = Nuevo en sus fechas: { $at }. ¿Le viene bien? /appointments
appointment-line-open = Su cita es el { $at }. ¿Podrá venir? /appointments
    .discreet = En sus fechas: { $at }. ¿Le viene bien? /appointments
appointment-soon = Su cita empieza a las { $clock }.
    .discreet = Recordatorio: { $clock }.
staff-appointment-button = Citas
staff-appointment-title = Citas de { $client }
staff-appointment-none = No hay nada anotado para { $client }.
staff-appointment-open = sin respuesta todavía
staff-appointment-confirmed = vendrá
staff-appointment-requested = pide otra hora
staff-appointment-cancelled = anulada por la consulta
staff-appointment-declined = la persona no puede venir
staff-appointment-over = pasada
staff-appointment-wrote = escribió unas palabras
staff-appointment-untold = todavía no se ha dicho en Telegram
staff-appointment-has-words = Lo que escribió { $client } está en la página de la historia, y no en Slack.
staff-appointment-lately = Antes, y lo que no fue:
staff-appointment-plan-button = Anotar una
staff-appointment-move-button = { $number }: Otra hora
staff-appointment-stays-button = { $number }: Se queda
staff-appointment-cancel-button = { $number }: Anular
staff-appointment-it-move-button = Otra hora
staff-appointment-it-stays-button = Se queda
staff-appointment-it-cancel-button = Anularla
staff-appointment-next-open = próxima { $at }, sin respuesta
staff-appointment-next-confirmed = próxima { $at }, vendrá
staff-appointment-news-requested = { $client } pide otra hora que { $at }.
staff-appointment-news-declined = { $client } no puede venir el { $at }.
staff-appointment-news-confirmed = { $client } al final vendrá el { $at }.
staff-appointment-news-open = { $client }: { $at } no tiene respuesta.
staff-appointment-news-cancelled = { $client }: { $at } está anulada.
staff-appointment-news-moved = { $client }: pasada a { $at }.
staff-appointment-news-stays = { $client }: { $at } se queda, y la persona lo lee.
staff-appointment-news-waits = Hasta que responda, la hora sigue en pie, y así se le ha dicho.
staff-help-appointments = /portal citas y el código de una persona: lo que viene, una nueva, otra hora.
staff-appointment-form-title = Anotar una cita
staff-appointment-form-submit = Anotar
staff-appointment-form-for = Cita con { $client }
staff-appointment-form-note = Las horas son las de { $zone }. Se pregunta con el próximo mensaje de un día, y se recuerda una hora antes.
staff-appointment-move-title = Otra hora
staff-appointment-move-submit = Cambiar
staff-appointment-move-note = Las horas son las de { $zone }. La persona lo lee enseguida, y se le pregunta de nuevo.
staff-appointment-cancel-title = Anular
staff-appointment-cancel-submit = Anularla
staff-appointment-cancel-note = { $at }. La persona lee enseguida que está anulada.
staff-appointment-stays-title = La hora se queda
staff-appointment-stays-submit = Responder
staff-appointment-stays-note = { $at }. La persona lee enseguida que esta hora se queda.
staff-appointment-day-label = Día
staff-appointment-at-label = Empieza a las
staff-appointment-at-hint = Como 16:00, en los relojes de la consulta.
staff-appointment-minutes-label = Minutos
staff-appointment-how-label = Cómo
staff-appointment-place-label = Dónde
staff-appointment-place-hint = Una sala, una dirección, un enlace o un número. La persona lo lee.
staff-appointment-words-label = Unas palabras
staff-appointment-words-hint = Van a Telegram y llevan su nombre.
staff-appointment-too-long = Por favor, no más de { $limit } caracteres.
staff-appointment-minutes = Por favor, escriba un número de { $shortest } a { $longest }.
staff-appointment-at = Por favor, escriba una hora, como 16:00.
staff-appointment-when = Por favor, elija un día y una hora por venir, dentro de un año.
who-appointments = Sus citas se mostraron a: { $who }.
    .discreet = Sus fechas se mostraron a: { $who }.
who-session-moved = Cambió una cita con usted: { $who }.
    .discreet = Cambió una de sus fechas: { $who }.
who-session-cancelled = Anuló una cita con usted: { $who }.
    .discreet = Anuló una de sus fechas: { $who }.
who-session-stays = Respondió a lo que usted pidió sobre otra hora: { $who }.
record-appointments = Citas
record-no-appointments = No hay citas en este tiempo.
record-administration = la administración de la consulta
record-appointment-planned = { $at }: anotada para { $for } por { $who }.
record-appointment-moved = { $at }: cambiada a { $for } por { $who }.
record-appointment-cancelled = { $at }: anulada por { $who }.
record-appointment-stays = { $at }: { $who } respondió que la hora se queda.
record-appointment-confirmed = { $at }: la persona vendrá.
record-appointment-other-time = { $at }: la persona pide otra hora.
record-appointment-declined = { $at }: la persona no puede venir.
copy-appointment-room = en la consulta
copy-appointment-video = por vídeo
copy-appointment-phone = por teléfono
copy-appointment-planned = anotada
copy-appointment-moved = cambiada
copy-appointment-cancelled = anulada
copy-appointment-stays = la hora se queda
copy-appointment-confirmed = usted vendrá
copy-appointment-other-time = usted pidió otra hora
copy-appointment-declined = usted no pudo venir

## Metas

menu-goals-button = Mis metas
    .discreet = Mis planes
menu-notes-button = Notas de sesiones
    .discreet = Notas compartidas
command-goals = Lo que quiero, y lo cerca que está
    .discreet = Mis planes
command-notes = Notas de sesiones que comparten usted y su terapeuta
    .discreet = Notas compartidas
goal-line = ¿Lo cerca que están ahora sus metas? Están en /goals, cuando le venga bien.
    .discreet = ¿Lo cerca que están ahora sus planes? Están en /goals, cuando le venga bien.
goal-list-title = Sus metas
    .discreet = Sus planes
goal-list-nothing = Aquí todavía no hay nada. Una meta es lo que usted quiere, con sus propias palabras; cuando quiera dice lo cerca que está, de 0 a 10. Debajo puede haber pasos más pequeños.
    .discreet = Aquí todavía no hay nada.
goal-list-more = Estas son las { $goals } más recientes que están cerradas. /export las tiene todas.
goal-of-ten = { $latest } de { $highest }, { $first } al principio
goal-of-ten-first = { $latest } de { $highest }
goal-steps-done = { $done } de { $of } pasos más pequeños marcados
goal-private = solo para usted
goal-ended-reached = alcanzada: { $at }
goal-ended-let-go = dejada: { $at }
goal-near = { $latest } de { $highest }, { $on }; al principio, { $begun }, { $first }.
goal-near-first = { $latest } de { $highest }, { $on }.
goal-let-go-kindly = Lo que alguien quiere puede cambiar. Puede retomarla cuando quiera.
goal-is-shared = { $therapist } puede verla en la página del expediente. Nadie la lee en el momento.
    .discreet = Puede verlo usted, y también su contacto. Nadie lo lee en el momento.
goal-is-private = Solo usted la ve.
goal-what = ¿Qué le gustaría? Escríbalo con sus propias palabras, hasta { $limit } caracteres.
goal-who = ¿Puede verla { $therapist }, con los números y los pasos más pequeños? Puede cambiarlo cuando quiera.
    .discreet = ¿Puede verlo su contacto, con los números y los pasos más pequeños? Puede cambiarlo cuando quiera.
goal-first = ¿Lo cerca que está hoy? 0: todavía no hay nada de ello. 10: está alcanzada.
goal-how-near = ¿Lo cerca que está hoy? 0: todavía no hay nada de ello. 10: está alcanzada. Un segundo número del mismo día ocupa el lugar del primero.
goal-which-step = ¿Cuál es un paso más pequeño? Hasta { $limit } caracteres.
goal-other-words = ¿Qué palabras pongo ahí? Hasta { $limit } caracteres.
goal-words-empty = No pude leer ninguna palabra ahí. Por favor, escriba unas cuantas.
goal-words-long = Es algo largo. Por favor, no más de { $limit } caracteres.
goal-no-room = Hay { $goals } abiertas, y son todas las que caben aquí a la vez. Cuando una se alcance o se deje, habrá sitio para otra.
goal-not-kept = Usted desactivó que aquí se guarden los registros, así que tampoco guardo metas. Puede cambiarlo en «Lo que acepto».
    .discreet = Ahora aquí no se guarda nada, como usted eligió. Puede cambiarlo en «Lo que acepto».
goal-left = No se guardó nada.
goal-gone = Eso ya no está.
goal-rated = Guardado. Hoy puede cambiarlo.
goal-changed = Cambiado. Puede cambiarlo de nuevo.
goal-away-question = ¿Borrarla, con sus números y pasos? No queda nada de ella.
goal-taken-away = Borrada.
goal-drops-which = ¿Cuál borro? No queda nada de él.
goal-number-button = { $number }
goal-new-button = Algo que quiero
goal-list-button = Ver todas
goal-rate-button = Lo cerca que está hoy
goal-step-button = Un paso más pequeño
goal-drops-button = Borrar un paso
goal-reached-button = Alcanzada
goal-let-go-button = Dejarla
goal-again-button = Retomarla
goal-words-button = Cambiar las palabras
goal-hide-button = Guardarla para mí
goal-share-button = Que { $therapist } la vea
    .discreet = Que mi contacto la vea
goal-away-button = Borrar
goal-really-button = Sí, borrarla
goal-back-button = Volver a ella
goal-leave-button = Dejarlo
goal-shared-button = Sí, compartirla
goal-private-button = No, solo para mí
goal-sharing-button = Lo que acepto
goal-neutral = Número
goal-began-name = al principio
goal-now-name = ahora
glance-goals-button = Mis metas
    .discreet = Mis planes
glance-goals-title = Sus metas
    .discreet = Sus planes
glance-caption-goal = { $goal }: { $near }
staff-goals-button = Metas
staff-goals-title = Metas de { $client }
staff-goals-none = { $client } no tiene metas que usted pueda ver.
staff-goals-count = Abiertas: { $open }. Alcanzadas: { $reached }.
staff-goals-no-numbers = { $client } no acepta que en Slack se muestren números. Están en la página del expediente.
staff-goals-note = Las palabras de { $client } están en la página del expediente, y no en Slack. Lo que { $client } guarda para sí no está en ninguno.
staff-goals-again-button = Como está ahora
staff-goal = Meta { $number }: { $near }
staff-help-goals = /portal metas y un código: lo cerca que dice estar quien consulta de cada meta.
who-goals = Se mostró a { $who } cómo están sus metas, sin sus palabras y sin las que usted guarda para sí.
    .discreet = Se mostró a { $who } su lista, sin sus palabras.
who-notes-told = Se mostró a { $who } que usted había respondido a una nota, o que llegó su fecha, sin una palabra de ella.
copy-goals = Metas
copy-session-notes = Notas de sesiones
copy-session-note = Sesión del { $on }: { $state }
copy-session-note-proposed = Propuesta el { $at } por { $who }
copy-session-note-agreed = Usted estuvo de acuerdo, { $at }
copy-session-note-change = Usted pidió un cambio, { $at }
copy-session-note-disagreed = Usted lo ve de otra manera, { $at }
copy-goal-begun = acordada
copy-goal-rated = { $value } de 10
copy-goal-step = paso más pequeño
copy-goal-ticked = marcado
copy-goal-reached = alcanzada
copy-goal-let-go = dejada
copy-goal-shared = su terapeuta puede verla
copy-goal-private = solo para usted
record-goals = Metas
record-no-goals = Ninguna meta que quien consulta comparta.
record-goals-drawn = Lo cerca que dice estar quien consulta de cada meta abierta: al principio y ahora.
record-goal = Meta { $number }
record-goal-open = abierta
record-goal-reached = alcanzada
record-goal-let-go = dejada
record-goal-ratings = Valoraciones, la más reciente primero: { $ratings }
record-goal-rating = { $value } el { $on }
record-goal-step-done = ✓ { $words } ({ $at })
record-goal-step-open = ○ { $words }

# --- de guardia ----------------------------------------------------------------------------------

on-call-button = Guardia
on-call-home = De guardia en las horas urgentes: { $days }
on-call-title = De guardia en las horas urgentes
on-call-day = { $day }: { $who }
on-call-nobody = nadie
on-call-absent = { $name } (ausente o fuera del alcance de Slack)
on-call-note = Quien está de guardia recibe la tarjeta urgente que el terapeuta del cliente no ha tomado, antes que el resto de la cadena. Fuera de las horas urgentes vale solo la cadena.
on-call-none = Esta consulta no tiene turnos de guardia: las tarjetas urgentes siguen la cadena. Los define la administración con: portal practice on-call
on-call-change-button = Ceder un día
on-call-form-title = Un día de guardia
on-call-submit = Guardar
on-call-form-note = Acuérdelo antes: al colega se le informa, no se le pregunta. Una tarjeta en camino sigue como empezó.
on-call-day-label = Qué día
on-call-who-label = Quién está de guardia
on-call-kept = Guardado. De guardia el { $day }: { $who }.
on-call-yours = { $by } le ha puesto de guardia el { $day }.
on-call-taken-off = { $by } ha cedido a otra persona su día de guardia, { $day }.
on-call-cannot = No se cambió nada: esta persona no puede estar de guardia o Slack no le llega.
on-call-not-yours = Ninguno de los próximos días es suyo para cederlo.
deputy-wrote = { $client } escribió a { $therapist }, a quien usted suple
deputy-appointment = { $client } desea algo sobre una cita con { $therapist }, a quien usted suple
deputy-appointment-at = Es la cita del { $at }: se pide otra hora, o no es posible acudir.
deputy-away = { $therapist } está ausente hasta el { $until }.
deputy-note = Solo { $therapist } puede leer lo que escribió { $client }, y así se le dijo. Un mensaje que espera demasiado puede llegarle como un aviso propio, que usted puede responder.

# Notas de sesiones, en la página de expedientes y en Slack: las leen terapeutas.
staff-help-note = /portal nota y el código de un cliente: escriba tras una sesión lo que comparten, en su navegador.
staff-note-button = Escribir una nota
staff-note-change-button = Nota por cambiar
staff-notes-wait = { $notes ->
    [one] 1 nota le espera
   *[other] { $notes } notas le esperan
}
record-link-note = Una nota de una sesión con { $client }
record-notes = Notas
record-no-notes = Ninguna nota de sesiones en este tiempo.
record-note-new = Escribir una nota
record-note-session = Sesión del { $on }
record-note-by = Escrita por { $therapist }.
record-note-draft = borrador
record-note-proposed = espera respuesta
record-note-change-asked = se pide un cambio
record-note-agreed = acordada
record-note-disagreed = vista de otro modo
record-note-unanswered = sin respuesta
record-note-torn = alterada
record-note-torn-said = Lo que hay aquí no es lo que se propuso y se respondió: alguien lo cambió fuera del portal. Avise a quien administra el portal.
record-note-saved = Guardado { $at }.
record-note-draft-said = Nadie más que usted lo ve, ni sabe que existe, hasta que lo proponga.
record-note-proposed-said = Se puede responder hasta el { $on }. No le pasa nada a quien no responde.
record-note-change-asked-said = Se pide un cambio. Lo que guarde es solo suyo hasta que lo proponga.
record-note-agreed-said = Acordada { $at }. Ya nadie la cambia.
record-note-disagreed-said = Vista de otro modo { $at }; esas palabras quedan con ella. Ya nadie la cambia.
record-note-unanswered-said = No hubo respuesta hasta el día indicado. Eso no dice nada a favor ni en contra. Ya nadie la cambia.
record-note-working = Sus palabras hasta ahora
record-note-version = Versión { $number }, propuesta { $at }
record-note-words-change = Lo que el cliente pide cambiar
record-note-words-disagreed = Cómo lo ve el cliente
record-note-on-draft = Seguir escribiendo
record-note-on-proposed = Abrir la nota
record-note-on-change-asked = Escribir la versión siguiente
record-note-to-record = Al expediente
record-note-new-title = Nota nueva: { $client }
record-note-written-title = Nota: { $client }
record-note-what = Para lo que ambos tienen con las mismas palabras tras una sesión. Nada de notas de psicoterapia: esas nunca entran en el portal.
record-note-until = Su acceso dura hasta las { $until }; abrir y guardar lo alargan, escribir no. Si se acaba, pulse Guardar igualmente: su texto vuelve.
record-note-hint = { $limit } caracteres como máximo; los saltos de línea se quedan. El cliente lo lee en un teléfono.
record-note-day = Día de la sesión
record-note-text = La nota
record-note-propose-next = Guardar, y verla como el cliente
record-note-keep = Guardar borrador
record-note-discard = Descartar
record-note-discard-title = ¿Descartar esto?
record-note-discard-said = Este texto desaparece para siempre. Nadie más lo ha visto.
record-note-discard-version = Estas palabras desaparecen para siempre. Lo propuesto antes queda, con la respuesta del cliente.
record-note-discard-not = Conservarlo
record-note-unfinished-draft = Borrador: sesión del { $on }
record-note-unfinished-change-asked = Se pide un cambio: sesión del { $on }
record-note-proposal-title = Como lo leerá { $client }
record-note-proposal-said = { $client } lee exactamente esto en Telegram, como nota de { $therapist }, y puede estar de acuerdo, pedir un cambio o verlo de otro modo. Tras un acuerdo ya nadie la cambia.
record-note-answer-by = Tiempo para responder
record-note-days = { $days } días, hasta el { $on }
record-note-pause = { $until }: hasta entonces el cliente está en pausa. Después queda al menos una semana.
record-note-propose = Proponer esto
record-note-take-back = Retirarla, y seguir escribiendo
record-note-cannot-invited = Este cliente aún no ha entrado, así que la nota no se puede proponer. Queda como borrador suyo.
record-note-cannot-stopped = Este cliente ha dejado el portal, así que la nota no se puede proponer. Queda como borrador suyo.
record-note-cannot-discharged = Este cliente ya no está en la consulta, así que la nota no se puede proponer. Queda como borrador suyo.
record-note-cannot-consent = Este cliente no participa en las notas por ahora, así que no se puede proponer. Queda como borrador suyo.
record-note-not-stale = Aún no se guardó nada: esta página se cargó antes de entrar de nuevo. Su texto está aquí. Pulse Guardar otra vez.
record-note-not-over = No se guardó nada: su sesión ha terminado. Su texto está aquí, así que deje abierta esta página. Escriba /portal record en Slack, abra el enlace en otra pestaña y entre allí; después pulse Guardar aquí de nuevo.
record-note-not-broken = No se guardó nada: el portal no ha podido ahora mismo. Su texto está aquí. Pulse Guardar de nuevo en un momento.
record-note-not-yours = No se guardó nada: no puede escribir notas sobre este cliente, o ya no. Su texto está aquí, para que pueda copiarlo.
record-note-not-empty = No se guardó nada: todavía no hay texto.
record-note-not-long = No se guardó nada: son { $units } caracteres, y en una nota caben { $limit }. Su texto está aquí: acórtelo o haga dos notas.
record-note-not-changed = No se guardó nada: la nota cambió desde que abrió esta página. Lo guardado está debajo de su texto; guardar de nuevo pone su texto en su lugar.
record-note-not-settled = No se guardó nada: esta nota se propuso o se respondió desde que abrió esta página, y ya no se cambia. Su texto está aquí; al guardarlo será una nota nueva.
record-note-not-gone = No se guardó nada: esta nota se descartó desde que abrió esta página. Su texto está aquí; al guardarlo será una nota nueva.
record-note-not-proposed = No se propuso nada: el texto ha cambiado desde que lo miró. Así es ahora.
record-note-kept = Lo que está guardado ahora
record-too-large-title = Eso era demasiado
record-too-large-said = Lo enviado es mucho más largo de lo que cabe en una nota, así que no se tomó nada. Lo que había copiado sigue donde lo copió.
who-session-note = { $who } leyó una nota sobre una sesión con usted.
    .discreet = { $who } leyó una página sobre un encuentro con usted.
who-session-note-proposed = { $who } le propuso una nota sobre una sesión.
    .discreet = { $who } le presentó una página sobre un encuentro.
who-session-note-back = { $who } retiró una nota sobre una sesión antes de que respondiera.
    .discreet = { $who } retiró una página sobre un encuentro antes de que respondiera.
# --- notes of sessions, for the client -----------------------------------------------------------

note-line = { $notes ->
    [one] Le espera una nota de una sesión, y su respuesta si quiere. /notes
   *[other] Le esperan { $notes } notas de sesiones, y su respuesta si quiere. /notes
}
    .discreet = Hay algo para que lo lea, cuando le venga bien. /notes
note-waits = { $notes ->
    [one] Le espera una nota de una sesión: lo que { $therapist } quisiera que ambos tengan con las mismas palabras.
   *[other] Le esperan { $notes } notas de sesiones: lo que { $therapist } quisiera que ambos tengan con las mismas palabras.
}
    .discreet = Hay algo para que lo lea, cuando le venga bien.
note-waits-costs-nothing = No hace falta que responda: a quien no lo hace no le pasa nada.
note-show-button = Mostrar
note-begin-title = Notas de sesiones
    .discreet = Notas compartidas
note-begin = Después de una sesión { $therapist } puede proponerle aquí una nota: lo que ambos quieren tener con las mismas palabras. Usted puede estar de acuerdo, pedir un cambio o decir que lo ve de otra manera. No hace falta que responda.
    .discreet = { $therapist } puede proponerle aquí una nota: lo que ambos quieren tener con las mismas palabras. Usted puede estar de acuerdo, pedir un cambio o decir que lo ve de otra manera. No hace falta que responda.
note-begin-where = Lo que responda se guarda con la nota, cifrado con una clave propia de usted. { $therapist } lo lee en una página de { $practice }, y Slack no tiene nada de ello. Puede desactivarlo cuando quiera.
note-begin-button = Sí, muéstreme las notas
note-decline-button = No, aquí no quiero notas
note-declined = Entonces aquí no se muestra nada de ello. { $therapist } lee que usted no quiere notas aquí. Puede cambiarlo en «Lo que acepto».
note-sharing-button = Lo que acepto
note-list-title = Notas de sesiones
    .discreet = Notas compartidas
note-list = Lo que le espera está primero. Un toque abre una nota.
note-list-nothing = Todavía no hay ninguna nota. Si { $therapist } propone una después de una sesión, la encontrará aquí.
    .discreet = Todavía no hay ninguna nota. Si se propone una, la encontrará aquí.
note-list-button = Todas las notas
note-list-earlier-button = Anteriores
note-list-later-button = Posteriores
note-open-button = { $on }: { $state }
note-is-draft = retirada
note-is-proposed = le espera
note-is-change-asked = cambio pedido
note-is-agreed = de acuerdo
note-is-disagreed = vista de otra manera
note-is-unanswered = sin respuesta
note-is-torn = alterada
note-title = Nota de la sesión del { $on }
    .discreet = Nota: { $on }
note-page = Página { $page } de { $pages }
note-by = Escrita por { $therapist }.
note-not-whole = Aquí algo no está bien: esto no es lo que se le propuso, o no es lo que usted respondió. Alguien lo cambió fuera de este chat, sin permiso. Por favor, dígaselo a { $therapist }.
note-until = Puede responder hasta el { $on }. Si lo deja así, la nota queda como está, marcada como sin respuesta. No le cuesta nada.
note-stands-draft = Se retiró.
note-stands-change-asked = Usted pidió un cambio. { $therapist } puede proponer otras palabras.
note-stands-agreed = Usted estuvo de acuerdo ({ $on }). Ya nadie la cambia.
note-stands-disagreed = Usted lo ve de otra manera ({ $on }). Sus palabras quedan con ella. Ya nadie cambia ni lo uno ni lo otro.
note-stands-unanswered = Quedó sin respuesta ({ $on }), lo que no dice nada a favor ni en contra. Ya nadie la cambia.
note-you-asked = El { $on } usted pidió un cambio:
note-you-see = El { $on } usted dijo cómo lo ve:
note-agree-button = Estoy de acuerdo
note-change-button = Quiero que algo cambie
note-differs-button = Lo veo de otra manera
note-later-button = Ahora no
note-before-button = Página anterior
note-on-button = Seguir leyendo
note-back-button = Volver a la nota
note-sure = ¿Está de acuerdo con toda la nota tal como está ahí? Después ya nadie la cambia, ni usted ni { $therapist }.
note-sure-button = Sí, estoy de acuerdo
note-later = Queda en /notes.
note-gone = Esta nota ya no está aquí: se retiró, o ahora no se muestra.
note-changed = Esta nota ya no es la que era: así está ahora. Del botón anterior no se tomó nada.
note-changed-words = Esta nota ya no es la que era, así que sus palabras no se enviaron. Siguen arriba, en este chat. Así está ahora.
note-write-change = ¿Qué le gustaría que cambiara? Escríbalo como le salga. { $therapist } puede proponer después otras palabras.
note-write-disagreed = ¿Cómo lo ve usted? Sus palabras se guardan junto a la nota para siempre, y nadie cambia ni lo uno ni lo otro.
note-write-who = Nada sale antes de que pulse «Enviar». Lo lee { $therapist } en una página de { $practice }, y no al momento.
note-words-stay = Después ya nadie la cambia: ni la nota, ni sus palabras.
note-leave-button = Dejarlo
note-thrown = No se envió nada. La nota está como estaba.
note-kept-agreed = Guardado: usted está de acuerdo. { $therapist } lo lee.
note-kept-change = Guardado y transmitido. { $therapist } puede leer lo que le gustaría que cambiara, y nadie lo lee al momento.
note-kept-disagreed = Guardado, junto a la nota. { $therapist } puede leerlo, y nadie lo lee al momento.

# --- notes of sessions, the card in Slack: read by therapists ------------------------------------

staff-notes-title = Notas de sesiones con { $client }
staff-notes-declined = { $client } no quiere notas aquí. Lo que esperaba vuelve a ser un borrador suyo; nadie más lo lee.
staff-notes-none = No hay nada pendiente, y nada se cerró últimamente.
staff-notes-note = Las notas, y lo que { $client } escribió sobre ellas, están en la página del expediente, y no en Slack.
staff-note-draft = Sesión del { $session }: retirada, { $on }
staff-note-proposed = Sesión del { $session }: espera respuesta hasta el { $on }
staff-note-change-asked = Sesión del { $session }: { $on }, se pide un cambio
staff-note-agreed = Sesión del { $session }: de acuerdo, { $on }
staff-note-disagreed = Sesión del { $session }: { $on }, el cliente lo ve de otra manera
staff-note-unanswered = Sesión del { $session }: sin respuesta, cerrada el { $on }
staff-note-torn = Sesión del { $session }: alguien la cambió fuera del portal. Avise a quien administra el portal.

# --- alta: un proceso termina aquí, y puede empezar de nuevo -------------------------------------

ended-now = Su terapia con { $therapist } ha terminado aquí.
    .discreet = Lo que tenía aquí con { $practice } ha terminado.
ended-since = Su terapia aquí ha terminado.
    .discreet = Lo que tenía aquí con { $practice } ha terminado.
ended-nobody = Desde ahora aquí no se pregunta nada, y nadie de { $practice } lee lo que pasa: de lo que toque o escriba en este chat no se avisa a nadie. Si algo no puede esperar, «Ayuda ahora» le muestra a quién llamar, a cualquier hora.
ended-nobody-short = De lo que toque o escriba en este chat no se avisa a nadie. «Ayuda ahora» está aquí a cualquier hora.
ended-still = Lo suyo sigue siendo suyo: /progress muestra sus gráficos, /export le da una copia de todo, /who dice quién leyó qué, /privacy y /sharing dicen qué se guarda y qué aceptó, y /delete_me lo borra. Para todo lo demás, { $practice } le atiende como siempre.
ended-unanswered = { $messages ->
    [one] Un mensaje suyo no se respondió aquí, y ya no se responderá.
   *[other] { $messages } mensajes suyos no se respondieron aquí, y ya no se responderán.
} Si todavía le importa, hable de ello directamente con { $therapist } o con { $practice }.
    .discreet = { $messages ->
    [one] Un mensaje suyo no se respondió aquí, y ya no se responderá.
   *[other] { $messages } mensajes suyos no se respondieron aquí, y ya no se responderán.
} Si todavía le importa, hable de ello directamente con { $practice }.
ended-notes = { $notes ->
    [one] Queda una cosa abierta: una nota de una sesión espera su palabra hasta su fecha. Está en /notes.
   *[other] Queda una cosa abierta: { $notes } notas de sesiones esperan su palabra hasta sus fechas. Están en /notes.
} Lo que usted diga de ella, y nada más, lo sigue leyendo { $therapist }.
    .discreet = Queda una cosa abierta, en /notes, hasta su fecha. Lo que usted diga de ella, y nada más, se sigue leyendo.
ended-groups = Su grupo sigue como antes: que usted esté en él no ha cambiado.
ended-export-button = Una copia de todo
ended-not-asked = Aquí ya no se pregunta nada, porque su terapia aquí ha terminado. No queda nada pendiente.
    .discreet = Aquí ya no se pregunta nada. No queda nada pendiente.
ended-no-messages = Desde aquí ya no le llega ningún mensaje a { $therapist }, porque su terapia aquí ha terminado. { $practice } le atiende como siempre. Lo que se escribió antes está en /messages.
    .discreet = Desde aquí ya no le llega ningún mensaje a nadie. { $practice } le atiende como siempre. Lo que se escribió antes está en /messages.
ended-nothing-new = Su terapia aquí ha terminado, así que aquí no se guarda nada nuevo. Lo que hay puede verlo y borrarlo.
    .discreet = Aquí ya no se guarda nada nuevo. Lo que hay puede verlo y borrarlo.
ended-toast = Esto ya no está.
ended-rests = Mientras aquí no se pregunte nada, esto descansa. Volvería a valer si su terapia aquí empezara de nuevo.
    .discreet = Mientras aquí no se pregunte nada, esto descansa. Volvería a valer si todo empezara de nuevo.
ended-stop-question = Tal como está, aquí ya no se envía nada. ¿Retiro también todo lo que aceptó, y su lugar en los grupos de { $practice }? Lo guardado se queda hasta que lo borre con /delete_me.
ended-stop-yes-button = Retirarlo todo
ended-stop-done = Hecho. Nada de lo que aceptó vale ya. Lo guardado se queda hasta que lo borre con /delete_me.
help-ended = Soy un programa. Su terapia aquí ha terminado, y de lo que usted toque o escriba no se avisa a nadie. Por favor, llame a uno de estos números.
    .discreet = Soy un programa. De lo que usted toque o escriba aquí ya no se avisa a nadie. Por favor, llame a uno de estos números.
progress-ended = Su terapia aquí terminó el { $on }.
    .discreet = Aquí terminó el { $on }.
readmitted-now = Vuelve a estar aquí con { $therapist }: empieza un nuevo proceso de su terapia.
    .discreet = { $therapist } empieza de nuevo con usted aquí.
readmitted-asked = Qué se le pregunta, y cuándo, lo acuerdan juntos; hasta entonces no llega nada. Sus gráficos empiezan de nuevo con sus próximas respuestas, y las anteriores siguen guardadas.
readmitted-consents = Lo que había aceptado vuelve a valer como estaba. Aquí lo ve, y puede cambiarlo con un toque.
alert-discharged = Cerrada, { $at }: el cliente recibió el alta. Aquello de lo que trataba puede seguir dándose.
staff-help-discharge = /portal alta y el código de un cliente: la terapia termina aquí. /portal readmitir la empieza de nuevo, y /portal altas muestra quién recibió el alta.
staff-home-discharged = { $clients ->
    [one] 1 cliente recibió el alta y no está en ninguna lista.
   *[other] { $clients } clientes recibieron el alta y no están en ninguna lista.
}
staff-discharged-button = Clientes de alta
staff-discharged-title = Clientes de alta
staff-discharged-entry = { $client } · alta el { $on }
staff-discharged-more = { $clients ->
    [one] Uno más recibió el alta hace más tiempo.
   *[other] { $clients } más recibieron el alta hace más tiempo.
}
staff-discharged-none = Ninguno de sus clientes ha recibido el alta.
staff-discharged-what = /portal expediente y el código abre el expediente como antes; /portal readmitir y el código empieza un nuevo proceso.
staff-discharge-title = Dar de alta
staff-discharge-submit = Dar de alta
staff-discharge-for = La terapia de { $client } termina aquí, ahora.
staff-discharge-ends = Registros, recordatorios, tareas, novedades del estante y flujos se detienen. Un registro abierto se cierra y no cuenta como perdido. Los avisos abiertos de las reglas se cierran.
staff-discharge-crisis = Palabras de crisis o una respuesta crítica muestran al cliente la tarjeta de crisis, y aquí ya no se avisa a nadie. El cliente lo lee.
staff-discharge-stays = El expediente de { $client } sigue siendo legible para usted. El cliente puede seguir viendo gráficos, llevarse una copia y hacer que se borre todo, y lee todo esto enseguida.
staff-discharge-messages = { $number ->
    [one] 1 mensaje del cliente no está respondido. Se cerrará, y el cliente lee que no se respondió. Para leerlo antes: /portal mensajes { $client }
   *[other] { $number } mensajes del cliente no están respondidos. Se cerrarán, y el cliente lee que no se respondieron. Para leerlos antes: /portal mensajes { $client }
}
staff-discharge-notes = { $number ->
    [one] 1 nota espera la respuesta del cliente. Sigue hasta su fecha, y usted lee lo que el cliente diga de ella.
   *[other] { $number } notas esperan la respuesta del cliente. Siguen hasta sus fechas, y usted lee lo que el cliente diga de ellas.
}
staff-discharge-groups = { $number ->
    [one] El cliente está en 1 grupo y sigue en él. Si eso también ha de terminar, hable con quien lo dirige.
   *[other] El cliente está en { $number } grupos y sigue en ellos. Si eso también ha de terminar, hable con quienes los dirigen.
}
staff-discharge-not-told = El cliente detuvo el portal, así que no se envía nada. Si escribe al bot, lo lee entonces.
staff-discharge-no-words = El cliente no recibe mensajes aquí, por decisión propia, así que no pueden ir palabras suyas.
staff-discharge-words-label = Sus palabras al cliente
staff-discharge-words-hint = Salen primero, en su nombre; puede retirarlas durante 20 segundos.
staff-discharged = { $client } tiene el alta, y lo lee ahora. El expediente sigue siendo legible.
staff-discharged-stopped = { $client } tiene el alta. No se envió nada, porque el cliente se había detenido. El expediente sigue siendo legible.
staff-discharged-groups = { $groups ->
    [one] El cliente sigue en 1 grupo.
   *[other] El cliente sigue en { $groups } grupos.
}
staff-not-discharged-invited = { $client } todavía no se ha unido, así que aquí no hay terapia que pueda terminar.
staff-not-discharged-over = { $client } ya recibió el alta. Para empezar de nuevo: /portal readmitir { $client }
staff-not-discharged-urgent = { $client } tiene un aviso urgente sin resolver. Véalo primero y resuélvalo; después, /portal alta { $client }.
staff-not-discharged-appointment = { $client } tiene una sesión por venir, { $at }. Cancélela primero, o dé el alta después de ella: /portal citas { $client }
staff-not-discharged-not-over = { $client } no recibió el alta, así que no hay nada que empezar de nuevo.
staff-is-discharged = { $client } recibió el alta, así que aquí no se empieza ni se envía nada. Lo que hay sigue siendo legible.
staff-readmit-button = Readmitir
staff-readmit-title = Readmitir
staff-readmit-submit = Readmitir
staff-readmit-for = { $client } recibió el alta, { $at }. Un nuevo proceso empieza aquí, ahora.
staff-readmit-begins = Puntuaciones y gráficos empiezan de nuevo: con la próxima puntuación se comparan las siguientes. Las respuestas anteriores siguen en la página de expedientes. No se pregunta nada hasta que lo fije con /portal horario.
staff-readmit-reads = El cliente lo lee enseguida, y ve lo que había aceptado. Las palabras de crisis y las respuestas críticas le llegan otra vez.
staff-readmitted = { $client } está readmitido, y lo lee ahora. Todavía no se pregunta nada: fije qué se pregunta, y cuándo.
staff-readmitted-stopped = { $client } está readmitido. El cliente había detenido el portal, así que no se envió nada y no se pregunta nada hasta que vuelva por sí mismo, con /start en el chat.
who-discharged = { $who } anotó que su terapia aquí ha terminado.
    .discreet = { $who } anotó que aquí ha terminado.
who-readmitted = { $who } anotó que su terapia aquí empieza de nuevo.
    .discreet = { $who } anotó que aquí empieza de nuevo.
record-ended = Alta: { $at }
