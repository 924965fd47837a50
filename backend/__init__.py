"""The lender's stand-in: the account interface over HTTP, kept in a SQL database.

A real lender replaces it by serving the same OpenAPI interface (`/openapi.json`, readable at `/docs`).
"""
