const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Python's `strftime` in the C locale, which trainers run in: English names whatever language the machine speaks. `%-d` drops the zero. */
export function strftime(date: Date, format: string): string {
  const hour12 = date.getHours() % 12 || 12;
  const [day, month] = [days[date.getDay()], months[date.getMonth()]];
  const parts: Readonly<Record<string, string>> = {
    Y: String(date.getFullYear()),
    y: pad(date.getFullYear() % 100),
    m: pad(date.getMonth() + 1),
    d: pad(date.getDate()),
    e: String(date.getDate()).padStart(2),
    B: month,
    b: month.slice(0, 3),
    h: month.slice(0, 3),
    A: day,
    a: day.slice(0, 3),
    H: pad(date.getHours()),
    I: pad(hour12),
    M: pad(date.getMinutes()),
    S: pad(date.getSeconds()),
    p: date.getHours() < 12 ? 'AM' : 'PM',
    '%': '%',
  };
  const composed = format
    .replaceAll('%F', '%Y-%m-%d')
    .replaceAll('%D', '%m/%d/%y')
    .replaceAll('%T', '%H:%M:%S')
    .replaceAll('%R', '%H:%M');
  return composed.replace(/%(-?)([a-zA-Z%])/g, (directive, bare: string, letter: string) => {
    const part = Object.hasOwn(parts, letter) ? parts[letter] : directive;
    return bare ? part.replace(/^0(?=.)/, '') : part;
  });
}

const pad = (value: number) => String(value).padStart(2, '0');
