"""The front door of the ministry: the national picture, its development, and the totals behind it."""
