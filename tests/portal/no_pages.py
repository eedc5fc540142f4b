"""A front without cached pages."""


class NoPages:
    def at_once(self, _environ):
        return None

    async def soon(self, _environ):
        return None

    async def fetched(self, _environ):
        return None
