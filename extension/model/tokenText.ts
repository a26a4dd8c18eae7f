import type { Tokenizer } from '@huggingface/tokenizers';

/** A token as people read it. */
export interface ShownToken {
  readonly id: number;
  /** '' where it is only a part of a character. */
  readonly text: string;
  /** One of the tokenizer's added tokens that never come from merges, as BOS or the end of a turn. */
  readonly special?: true;
  /** Of a part of a character: its bytes, as `E4 BD`, and the text that it makes with its neighbours. */
  readonly bytes?: string;
  readonly of?: string;
}

/** A character has at most four bytes, and so at most four tokens. */
const mostParts = 4;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Texts of tokens, each for itself. `byteLevel`: the vocabulary spells bytes as GPT-2 does; else as SentencePiece, with ▁ for a space and <0xE4> for a byte. */
export function tokenTexts(tokenizer: Tokenizer, byteLevel: boolean): (ids: Int32Array) => ShownToken[] {
  const added = tokenizer.get_added_tokens_decoder();
  const spell = byteLevel ? spelledBytes : sentencePieceBytes;
  return (ids) => {
    const shown: ShownToken[] = [];
    /** Tokens that make no whole character yet. */
    let parts: { readonly id: number; readonly bytes: Uint8Array }[] = [];
    const flush = (of?: string) => {
      for (const { id, bytes } of parts)
        shown.push({ id, text: '', bytes: hex(bytes), ...(of === undefined ? {} : { of }) });
      parts = [];
    };
    for (const id of ids) {
      const known = added.get(id);
      if (known) {
        flush();
        shown.push({ id, text: known.content, ...(known.special ? { special: true } : {}) });
        continue;
      }
      const bytes = spell(tokenizer.id_to_token(id) ?? '');
      const whole = decoded(bytes);
      if (whole !== undefined) {
        flush();
        shown.push({ id, text: whole });
        continue;
      }
      parts.push({ id, bytes });
      const text = decoded(joined(parts.map((part) => part.bytes)));
      if (text !== undefined || parts.length === mostParts) flush(text);
    }
    flush();
    return shown;
  };
}

const encoder = new TextEncoder();

/** GPT-2's printable stand-ins for the 256 bytes; its own bytes where a token has another character. */
function spelledBytes(token: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of token) {
    const byte = standIns.get(character);
    if (byte === undefined) return encoder.encode(token);
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

const standIns = new Map<string, number>();
for (let byte = 0, next = 256; byte < 256; byte++) {
  const printable =
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  standIns.set(String.fromCharCode(printable ? byte : next++), byte);
}

function sentencePieceBytes(token: string): Uint8Array {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  return byte ? Uint8Array.of(Number.parseInt(byte, 16)) : encoder.encode(token.replaceAll('▁', ' '));
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
}

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
