// The build turns the import of a style sheet into a linked file; there is nothing to import from it.
declare module '*.css' {}
