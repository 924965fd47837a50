"""`make serve`: everything on loopback until it is ended."""

import contextlib

from tools.stack import Stack, end_on_terminate
from tools.train import ensure_model


def main() -> None:
    """Starts the stack, says that it is ready, and watches it."""
    end_on_terminate()
    model = ensure_model()
    with Stack(model) as stack, contextlib.suppress(KeyboardInterrupt):
        print("Starting backend, action server and Rasa …", flush=True)
        stack.start()
        port = stack.env["RASA_PORT"]
        print(
            f"Ready: POST http://127.0.0.1:{port}/webhooks/rest/webhook\n"
            "  with a token from `make token ACCOUNT=overdue`\n"
            f"In the browser: http://127.0.0.1:{port}/demo\n"
            f"Backend's interface: http://127.0.0.1:{stack.env['BACKEND_PORT']}/docs   Logs: var/log/   End: Ctrl-C",
            flush=True,
        )
        stack.watch()


if __name__ == "__main__":
    main()
