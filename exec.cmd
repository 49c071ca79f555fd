@rem Windows' shell has no "exec"; npm runs the scripts of package.json from this folder, so it finds this.
@rem Why the scripts say exec: docs/decisions/0002-npm-start-execs.md
@%*
