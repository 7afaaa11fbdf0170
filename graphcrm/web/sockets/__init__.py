"""`/graphql` over a WebSocket: the protocol graphql-transport-ws, for subscriptions and for whatever else is asked.

Who may open one stands in `opening`, its life in `session`, the form of its messages in `messages`, bytes in `wire`.
Imports: as `web`; `wire` alone knows uvicorn's and websockets' own classes.
"""
