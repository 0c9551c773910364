# Chat, hands, reactions and sounds.
