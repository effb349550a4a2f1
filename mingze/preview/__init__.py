"""The preview: a site as its files say it now, in a browser that follows every save."""
