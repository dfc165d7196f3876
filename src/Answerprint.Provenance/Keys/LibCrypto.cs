using System.Runtime.InteropServices;

namespace Answerprint.Provenance.Keys;

/// <summary>The few functions of OpenSSL's libcrypto (3.0 and later) that sign with Ed25519; .NET has none. Found when first used, so a verifier never loads it.</summary>
internal static unsafe class LibCrypto
{
    private const int Ed25519Id = 1087; // NID_ED25519

    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto-3-x64.dll", "libcrypto.3.dylib", "libcrypto"];
    private static readonly Lazy<nint> Library = new(Load);
    private static readonly Lazy<bool> IsHere = new(() => Names.Any(name => NativeLibrary.TryLoad(name, out _)));

    /// <summary>The public key of a seed, 32 bytes each.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        var key = Open(seed);
        try
        {
            var bytes = new byte[32];
            nuint length = 32;
            fixed (byte* target = bytes)
                Ask(((delegate* unmanaged<nint, byte*, nuint*, int>)Find("EVP_PKEY_get_raw_public_key"))(key, target, &length), "EVP_PKEY_get_raw_public_key");
            return bytes;
        }
        finally
        {
            Close(key);
        }
    }

    /// <summary>The 64 bytes R ‖ s.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = Open(seed);
        var context = ((delegate* unmanaged<nint>)Find("EVP_MD_CTX_new"))();
        try
        {
            Ask(((delegate* unmanaged<nint, nint, nint, nint, nint, int>)Find("EVP_DigestSignInit"))(context, 0, 0, 0, key), "EVP_DigestSignInit");
            var signature = new byte[64];
            nuint length = 64;
            byte none = 0;
            fixed (byte* target = signature)
            fixed (byte* text = message)
                Ask(((delegate* unmanaged<nint, byte*, nuint*, byte*, nuint, int>)Find("EVP_DigestSign"))(context, target, &length, text == null ? &none : text, (nuint)message.Length), "EVP_DigestSign");
            return signature;
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)Find("EVP_MD_CTX_free"))(context);
            Close(key);
        }
    }

    /// <summary>Whether a signature is that of a message under a public key; null where OpenSSL is not on this machine.</summary>
    public static bool? Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsHere.Value) return null;
        nint key;
        fixed (byte* bytes = publicKey) key = ((delegate* unmanaged<int, nint, byte*, nuint, nint>)Find("EVP_PKEY_new_raw_public_key"))(Ed25519Id, 0, bytes, (nuint)publicKey.Length);
        if (key == 0) return false;
        var context = ((delegate* unmanaged<nint>)Find("EVP_MD_CTX_new"))();
        try
        {
            Ask(((delegate* unmanaged<nint, nint, nint, nint, nint, int>)Find("EVP_DigestVerifyInit"))(context, 0, 0, 0, key), "EVP_DigestVerifyInit");
            byte none = 0;
            fixed (byte* sign = signature)
            fixed (byte* text = message)
                return ((delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int>)Find("EVP_DigestVerify"))(context, sign, (nuint)signature.Length, text == null ? &none : text, (nuint)message.Length) == 1;
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)Find("EVP_MD_CTX_free"))(context);
            Close(key);
        }
    }

    private static nint Open(ReadOnlySpan<byte> seed)
    {
        fixed (byte* bytes = seed)
        {
            var key = ((delegate* unmanaged<int, nint, byte*, nuint, nint>)Find("EVP_PKEY_new_raw_private_key"))(Ed25519Id, 0, bytes, (nuint)seed.Length);
            Ask(key == 0 ? 0 : 1, "EVP_PKEY_new_raw_private_key");
            return key;
        }
    }

    private static void Close(nint key) => ((delegate* unmanaged<nint, void>)Find("EVP_PKEY_free"))(key);

    private static nint Find(string function) => NativeLibrary.GetExport(Library.Value, function);

    private static void Ask(int result, string function)
    {
        if (result != 1) throw new System.Security.Cryptography.CryptographicException($"{function} of libcrypto failed");
    }

    private static nint Load()
    {
        foreach (var name in Names)
            if (NativeLibrary.TryLoad(name, out var library)) return library;
        throw new BadRecordException("libcrypto", "libcrypto.so.3", "", "signing needs OpenSSL 3, and it is not on this machine", "Install libssl3 (checking signatures needs nothing)");
    }
}
