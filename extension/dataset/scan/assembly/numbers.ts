/** Of the number that was read last: its value, NaN where its digits are too many to be sure of. */
export let value: f64 = 0;
/** The value is the double that JSON.parse gives; otherwise within a few units of its last place. */
export let isExact: bool = false;
/** An integer as String() writes it, so that it reads the same as text. */
export let isPlain: bool = false;

const mostExponent = 22;
const powers: usize = memory.data(8 * (mostExponent + 1), 8);
let power: f64 = 1;
for (let e = 0; e <= mostExponent; e++) {
  store<f64>(powers + 8 * e, power);
  power *= 10;
}

/** Place after the number at `start`; 0 when there is none. */
export function skipNumber(start: usize): usize {
  let p = start;
  if (load<u8>(p) === 45) p++;
  if (load<u8>(p) === 48) p++;
  else {
    const digits = p;
    while (isDigit(p)) p++;
    if (p === digits) return 0;
  }
  if (load<u8>(p) === 46) {
    const digits = ++p;
    while (isDigit(p)) p++;
    if (p === digits) return 0;
  }
  if ((load<u8>(p) | 32) === 101) {
    p++;
    if (load<u8>(p) === 43 || load<u8>(p) === 45) p++;
    const digits = p;
    while (isDigit(p)) p++;
    if (p === digits) return 0;
  }
  return p;
}

/** As `skipNumber`, with the number's value. */
export function readNumber(start: usize): usize {
  const end = skipNumber(start);
  if (end === 0) return 0;
  let p = start;
  const isNegative = load<u8>(p) === 45;
  if (isNegative) p++;
  let digits: u64 = 0;
  let count = 0;
  let exponent = 0;
  while (isDigit(p)) {
    digits = digits * 10 + <u64>(load<u8>(p++) - 48);
    if (digits !== 0) count++;
  }
  isPlain = p === end && count < 16 && !(isNegative && digits === 0);
  if (load<u8>(p) === 46) {
    p++;
    while (isDigit(p)) {
      digits = digits * 10 + <u64>(load<u8>(p++) - 48);
      if (digits !== 0) count++;
      exponent--;
    }
  }
  if (p < end) {
    p++;
    const isSmall = load<u8>(p) === 45;
    if (isSmall || load<u8>(p) === 43) p++;
    let given = 0;
    while (p < end) given = min(9999, given * 10 + <i32>(load<u8>(p++) - 48));
    exponent += isSmall ? -given : given;
  }
  if (count > 18 || exponent > mostExponent || exponent < -mostExponent) {
    value = NaN;
    isExact = false;
    return end;
  }
  const size = load<f64>(powers + 8 * abs(exponent));
  const whole = <f64>digits;
  const amount = exponent < 0 ? whole / size : whole * size;
  value = isNegative ? -amount : amount;
  isExact = digits <= 1 << 53;
  return end;
}

function isDigit(p: usize): bool {
  return <u32>load<u8>(p) - 48 < 10;
}
