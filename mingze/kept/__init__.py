"""What is kept from build to build, and whether it still holds: fingerprints of files, and records of builds.

Nothing here is loaded slowly: a build that has nothing to do asks this package and no other.
"""
