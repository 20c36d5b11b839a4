// The build turns the import of a picture into the address of a file.
declare module '*.svg?no-inline' {
  const address: string
  export default address
}
