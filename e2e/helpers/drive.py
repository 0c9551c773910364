"""Drives every resource of the room server with Twilio's helper library for Python.

`ROOM_SERVER` is what `ona-ana rooms --dev` prints. Alice and Bob are in the room "crew", each with the tracks "voice" and
"chat".
"""

import datetime
import http.server
import json
import os
import queue
import threading
import unittest
import urllib.parse

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

KNOWN = json.loads(os.environ["ROOM_SERVER"])


def client(secret=KNOWN["api_key_secret"]):
    made = Client(KNOWN["api_key_sid"], secret, account_sid=KNOWN["account_sid"])
    made.video.base_url = KNOWN["rest_url"]
    made.api.base_url = KNOWN["rest_url"]
    return made


class Receiver(http.server.BaseHTTPRequestHandler):
    """Keeps the callbacks that the library's own validator takes."""

    told = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        parameters = dict(urllib.parse.parse_qsl(body))
        url = f"http://{self.headers['Host']}{self.path}"
        signature = self.headers["X-Twilio-Signature"]
        is_signed = RequestValidator(KNOWN["auth_token"]).validate(url, parameters, signature)
        Receiver.told.put((is_signed, parameters))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Drive(unittest.TestCase):
    def setUp(self):
        self.video = client().video.v1

    def fails(self, status, code, call):
        with self.assertRaises(TwilioRestException) as raised:
            call()
        self.assertEqual((raised.exception.status, raised.exception.code), (status, code))

    def test_1_rooms(self):
        rooms = self.video.rooms
        made = rooms.create(
            unique_name="Daily stand-up",
            type="group",
            max_participants=10,
            max_participant_duration=600,
            empty_room_timeout=1,
            unused_room_timeout=2,
            record_participants_on_connect=False,
            audio_only=False,
            large_room=False,
            media_region="us1",
            video_codecs=["VP8", "H264"],
            recording_rules=[{"type": "exclude", "all": True}],
        )
        self.assertEqual((made.unique_name, made.type, made.status), ("Daily stand-up", "group", "in-progress"))
        self.assertIsInstance(made.date_created, datetime.datetime)
        self.assertIsNone(made.end_time)
        self.assertEqual(rooms("Daily stand-up").fetch().sid, made.sid)
        for number in range(4):
            rooms.create(unique_name=f"room {number}")
        names = [room.unique_name for room in rooms.list(page_size=2)]
        self.assertEqual(names[:5], ["room 3", "room 2", "room 1", "room 0", "Daily stand-up"])
        over = rooms("Daily stand-up").update(status="completed")
        self.assertEqual(over.status, "completed")
        self.assertIsInstance(over.end_time, datetime.datetime)
        self.assertEqual([room.sid for room in rooms.list(status="completed")], [made.sid])
        self.assertEqual(rooms(made.sid).recordings.list(), [])
        self.assertEqual(self.video.recordings.list(grouping_sid=[made.sid], media_type="audio"), [])

    def test_2_errors(self):
        rooms = self.video.rooms
        self.fails(400, 53113, lambda: rooms.create(unique_name="room 0"))
        self.fails(400, 53107, lambda: rooms.create(max_participants=0))
        self.fails(404, 20404, lambda: rooms("nowhere").fetch())
        self.fails(404, 20404, lambda: rooms("room 0").participants("nobody").fetch())
        self.fails(404, 20404, lambda: self.video.recordings("RT" + "0" * 32).fetch())
        self.fails(401, 20003, lambda: client("wrong").video.v1.rooms("crew").fetch())

    def test_3_tracks_and_rules(self):
        room = self.video.rooms("crew")
        names = [participant.identity for participant in room.participants.list(page_size=1)]
        self.assertEqual(names, ["bob", "alice"])
        bob = room.participants("bob").fetch()
        self.assertEqual((bob.status, bob.end_time), ("connected", None))
        self.assertIsInstance(bob.start_time, datetime.datetime)
        published = room.participants("alice").published_tracks.list()
        self.assertEqual(sorted(track.kind for track in published), ["audio", "data"])
        voice = room.participants("alice").published_tracks("voice").fetch()
        self.assertEqual(len(room.participants("bob").subscribed_tracks.list()), 2)
        received = room.participants("bob").subscribed_tracks(voice.sid).fetch()
        self.assertEqual((received.name, received.participant_sid), ("voice", bob.sid))
        rules = room.participants("bob").subscribe_rules
        self.assertTrue(rules.fetch().rules[0]["all"])
        rules.update(rules=[{"type": "exclude", "all": True}, {"type": "include", "track": "chat"}])
        names = [track.name for track in room.participants("bob").subscribed_tracks.list()]
        self.assertEqual(names, ["chat"])
        self.fails(400, 53215, lambda: rules.update(rules=[{"type": "exclude"}]))
        self.assertEqual(room.recording_rules.fetch().rules[0]["type"], "exclude")
        room.recording_rules.update(rules=[{"type": "exclude", "all": True}])

    def test_4_removal(self):
        room = self.video.rooms("crew")
        sid = room.participants("bob").fetch().sid
        gone = room.participants("bob").update(status="disconnected")
        self.assertEqual(gone.status, "disconnected")
        self.assertIsInstance(gone.end_time, datetime.datetime)
        self.fails(404, 20404, lambda: room.participants("bob").fetch())
        self.assertEqual(room.participants(sid).anonymize().update().identity, sid)
        over = room.update(status="completed")
        self.assertEqual(len(self.video.rooms(over.sid).participants.list()), 2)

    def test_5_callbacks(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            hook = f"http://127.0.0.1:{server.server_port}/hook?from=it's"
            self.video.rooms.create(unique_name="Zoë's", status_callback=hook)
            self.video.rooms("Zoë's").update(status="completed")
            for event in ["room-created", "room-ended"]:
                is_signed, parameters = Receiver.told.get(timeout=20)
                self.assertTrue(is_signed)
                self.assertEqual((parameters["StatusCallbackEvent"], parameters["RoomName"]), (event, "Zoë's"))
        finally:
            server.shutdown()
            server.server_close()

    def test_6_tokens(self):
        token = client().tokens.create(ttl=600)
        self.assertEqual(token.ttl, "600")
        self.assertIsInstance(token.date_created, datetime.datetime)
        self.assertTrue(all(server["username"] == token.username for server in token.ice_servers))


if __name__ == "__main__":
    unittest.main(verbosity=2)
