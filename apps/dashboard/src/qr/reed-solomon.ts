/** Arithmetic of bytes in the field that QR codes use: modulo x^8 + x^4 + x^3 + x^2 + 1. Source: ISO/IEC 18004, 7.5.2. */
const multiply = (one: number, other: number): number => {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((other >>> bit) & 1) * one
  }
  return product
}

/** The coefficients of (x - 2^0)(x - 2^1)…, highest power first, without the leading 1. */
const generatorOf = (degree: number): number[] => {
  const coefficients = [...Array.from({ length: degree - 1 }, () => 0), 1]
  let root = 1
  for (let step = 0; step < degree; step++) {
    for (let index = 0; index < degree; index++) {
      coefficients[index] = multiply(coefficients[index]!, root) ^ (coefficients[index + 1] ?? 0)
    }
    root = multiply(root, 2)
  }
  return coefficients
}

/**
 * The codewords that let a reader repair damaged ones: the remainder of the data, as a polynomial, by the generator.
 * @param count How many of them.
 */
export const correctionOf = (data: readonly number[], count: number): number[] => {
  const generator = generatorOf(count)
  const remainder = Array.from({ length: count }, () => 0)
  for (const byte of data) {
    const factor = byte ^ remainder.shift()!
    remainder.push(0)
    for (let index = 0; index < count; index++) {
      remainder[index] = remainder[index]! ^ multiply(generator[index]!, factor)
    }
  }
  return remainder
}
