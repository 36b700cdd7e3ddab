"""From unread message to SMS, to a call with key press, to a person on the ground; stops at the first answer."""
