# What the backend refuses, by its codes.
error-body-too-large = The request is too large. Send only a name and a room.
error-not-found = There is nothing at this address. Check the link.
error-not-json = The request could not be read. Reload the page and try again.
error-room-control-characters = The room name contains characters that cannot be shown. Type it by hand without line breaks.
error-room-too-long = The room name is too long. Use at most { $limit } characters.
error-server-error = Something went wrong on the server. Try again in a moment.
error-tab-malformed = The tag of this browser tab is malformed. Close the tab and open the page again.
error-unknown = The server refused the request. Reload the page and try again.
error-unreadable = The server gave an answer that this page cannot read (status { $status }).
error-username-control-characters = Your name contains characters that cannot be shown. Type it by hand without line breaks.
error-username-missing = Enter your name before you join.
error-username-too-long = Your name is too long. Use at most { $limit } characters.
