import { UnknownCurrency } from './errors.ts'

/**
 * The active codes of ISO 4217 by their number of decimals. Codes without a minor unit (metals, the codes for
 * testing and for no currency, drawing rights) are not here: nothing can be priced in them.
 * Source: ISO 4217 list one; contract, flint-commerce 19 row 12.
 */
const codesByExponent: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
    'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL ' +
    'HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU ' +
    'MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR ' +
    'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED ' +
    'VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
)

/** Every currency, by code. */
export const currencies: readonly string[] = [...exponents.keys()].toSorted()

/** Three capitals, as on the wire: `isCurrency('usd')` is false. */
export const isCurrency = (code: string): boolean => exponents.has(code)

/**
 * How many decimals the minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
 *
 * @throws UnknownCurrency
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code)
  if (exponent === undefined) throw new UnknownCurrency(`${code} is not an active ISO 4217 currency.`)
  return exponent
}
