"""The interface between the bot and a lender: what a backend reports and accepts.

`backend` serves it, `actions` calls it, `diagnosis` reads it. A lender who puts a system of its own behind the bot
implements these shapes over HTTP and changes nothing else.

Money is an integer number of cents (`…_cents`). Moments are zone-aware; days are dates in the lender's zone.
"""
