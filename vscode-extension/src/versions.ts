/** The oldest Python that the server runs on. */
export const oldestPython = { major: 3, minor: 11 } as const;

export interface Version {
    readonly text: string;
    readonly major: number;
    readonly minor: number;
}

/** The first `1.2` or `1.2.3rc4` in what a `--version` printed. */
export function parseVersion(output: string): Version | undefined {
    const match = /\b(\d+)\.(\d+)(?:\.[\w.+-]+)?/.exec(output);
    if (match === null) {
        return undefined;
    }
    return { text: match[0], major: Number(match[1]), minor: Number(match[2]) };
}

export function isSupportedPython({ major, minor }: Version): boolean {
    return (
        major > oldestPython.major || (major === oldestPython.major && minor >= oldestPython.minor)
    );
}
