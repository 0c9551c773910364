# What the backend refuses, by its codes.
error-body-too-large = Ombi ni kubwa mno. Tuma jina na chumba tu.
error-not-found = Hakuna kitu kwenye anwani hii. Hakiki kiungo.
error-not-json = Ombi halikuweza kusomwa. Pakia ukurasa upya na ujaribu tena.
error-room-control-characters = Jina la chumba lina herufi zisizoweza kuonyeshwa. Liandike kwa mkono bila kukata mistari.
error-room-too-long = Jina la chumba ni refu mno. Tumia herufi { $limit } au chini ya hapo.
error-server-error = Kuna hitilafu kwenye seva. Jaribu tena baada ya muda mfupi.
error-tab-malformed = Alama ya kichupo hiki cha kivinjari si sahihi. Funga kichupo na ufungue ukurasa tena.
error-unknown = Seva imekataa ombi. Pakia ukurasa upya na ujaribu tena.
error-unreadable = Seva ilitoa jibu ambalo ukurasa huu hauwezi kulisoma (hali { $status }).
error-username-control-characters = Jina lako lina herufi zisizoweza kuonyeshwa. Liandike kwa mkono bila kukata mistari.
error-username-missing = Andika jina lako kabla ya kujiunga.
error-username-too-long = Jina lako ni refu mno. Tumia herufi { $limit } au chini ya hapo.
