using Microsoft.AspNetCore.Http;

namespace Answerprint.Studio.Web;

/// <summary>What a server of this house shows to browsers that were let in. Safe for use from several threads.</summary>
internal interface IServed
{
    /// <summary>The most that a browser can send at once, in bytes.</summary>
    int MostBody { get; }

    /// <summary>Looking changes nothing.</summary>
    DeskReply Get(HttpRequest request, DeskVisitor visitor);

    Task<DeskReply> Post(HttpRequest request, DeskVisitor visitor);
}
