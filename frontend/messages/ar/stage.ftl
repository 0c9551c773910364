# In the call: who is there and what they send.
stage-alone = أنت وحدك هنا. أرسل عنوان هذه الصفحة لدعوة الآخرين.
stage-call = مكالمة في { $room }
stage-count = { $count ->
    [zero] لا أحد متصل
    [one] مشارك واحد متصل
    [two] مشاركان متصلان
    [few] { $count } مشاركين متصلون
    [many] { $count } مشاركًا متصلون
   *[other] { $count } مشارك متصلون
}
stage-device-now-off = { $device ->
    [camera] الكاميرا متوقفة
   *[microphone] الميكروفون متوقف
}
stage-device-now-on = { $device ->
    [camera] الكاميرا تعمل
   *[microphone] الميكروفون يعمل
}
stage-joined = انضم { $name }
stage-leave = غادر المكالمة
stage-me = أنا
stage-me-named = أنا ({ $name })
stage-microphone-off = الميكروفون متوقف
stage-participants = المشاركون
stage-went = غادر { $name }
