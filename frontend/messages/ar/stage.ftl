# In the call: who is there and what they send.
stage-audio-of = الصوت: { $name }
stage-audio-only = الصوت فقط
stage-bar = أدوات المكالمة
stage-bitrate = معدل البت
stage-call = مكالمة في { $room }
stage-cipher = التشفير
stage-codec = الترميز
stage-count = { $count ->
    [zero] لا أحد متصل
    [one] مشارك واحد متصل
    [two] مشاركان متصلان
    [few] { $count } مشاركين متصلون
    [many] { $count } مشاركًا متصلون
   *[other] { $count } مشارك متصلون
}
stage-data-saver = توفير البيانات
stage-details = تفاصيل الاتصال
stage-details-close = إغلاق تفاصيل الاتصال
stage-device-now-off = { $device ->
    [camera] الكاميرا متوقفة
   *[microphone] الميكروفون متوقف
}
stage-device-now-on = { $device ->
    [camera] الكاميرا تعمل
   *[microphone] الميكروفون يعمل
}
stage-float = صورة داخل صورة
stage-frame-rate = إطارات في الثانية
stage-full-screen = ملء الشاشة
stage-joined = انضم { $name }
stage-kilobits = { $kilobits } كيلوبت/ث
stage-layer = الطبقة
stage-leave = غادر المكالمة
stage-loss = الفقد
stage-me = أنا
stage-me-named = أنا ({ $name })
stage-microphone-off = الميكروفون متوقف
stage-milliseconds = { $milliseconds } م.ث
stage-more = خيارات أخرى
stage-network-broken = الاتصال: منقطع
stage-network-fair = الاتصال: متوسط
stage-network-good = الاتصال: جيد
stage-network-poor = الاتصال: ضعيف
stage-own-screen = شاشتك
stage-page = { $page } من { $pages }
stage-page-next = الصفحة التالية
stage-page-previous = الصفحة السابقة
stage-pages = صفحات المشاركين
stage-participants = المشاركون
stage-percent = { $percent } ٪
stage-pin = تثبيت { $name }
stage-quality = الجودة
stage-received = المستلَم
stage-round-trip = زمن الذهاب والإياب
stage-screen-of = شاشة { $name }
stage-sent = المرسَل
stage-share = مشاركة شاشتك
stage-share-blocked = يمنع النظام المتصفح من تسجيل الشاشة: اسمح له في إعدادات الخصوصية في النظام.
stage-share-failed = تعذّرت مشاركة شاشتك: حاول مرة أخرى، أو شارك نافذة بدلاً منها.
stage-share-stop = إيقاف المشاركة
stage-sharing = أنت تشارك شاشتك
stage-size = الدقة
stage-speaker-view = عرض المتحدث
stage-stream = التدفق
stage-video-of = الصورة: { $name }
stage-view = التخطيط
stage-view-auto = تلقائي
stage-view-grid = شبكة
stage-way = المسار
stage-went = غادر { $name }
stage-zoom-in = تكبير
stage-zoom-out = تصغير
